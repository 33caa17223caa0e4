"use strict";
// The configurations that were in force: who brought them, what they changed, what two differ in, and the way back.

class Versions {
  constructor() {
    this.list = el("ol", { class: "versions" });
    this.left = el("select", {});
    this.right = el("select", {});
    this.result = el("div", { class: "result" });
    this.compare = el("button", { type: "button", class: "primary", onclick: () => this.showDiff() }, "Compare");
    this.node = el("div", {},
      el("div", { class: "tools" }, field("From version", this.left), field("To version", this.right), this.compare),
      this.result, this.list);
    this.versions = [];
  }

  update(versions) {
    const added = versions[0]?.version !== this.versions[0]?.version;
    this.versions = versions;
    keyed(this.list, versions, (one) => one.version, (one) => this.row(one), (row, one) => row.update(one));
    if (added) {
      const [left, right] = [this.left.value, this.right.value];
      for (const select of [this.left, this.right]) {
        select.replaceChildren(...versions.map((one) => el("option", { value: one.version }, one.version + (one.current ? ", in force" : ""))));
      }
      this.left.value = versions.some((one) => String(one.version) === left) ? left : String(versions[1]?.version ?? versions[0].version);
      this.right.value = versions.some((one) => String(one.version) === right && right !== left) ? right : String(versions[0].version);
    }
    this.compare.disabled = versions.length < 2;
  }

  row(first) {
    const current = el("span", { class: "chip good", hidden: true }, "in force");
    const back = el("button", { type: "button", class: "small", "aria-label": "Roll back to version " + first.version, onclick: () => this.rollBack(first.version) }, "Roll back");
    const changes = first.changes.length ? el("details", {}, el("summary", {}, plural(first.changes.length, "change")), changeList(first.changes)) : el("p", { class: "hint" }, "No change");
    const node = el("li", { class: "card version" },
      el("div", { class: "card-head" }, heading(3, "Version " + first.version), current, back),
      el("p", { class: "who" }, el("time", { datetime: first.at }, momentText(first.at)), " · " + first.trigger + (first.by ? " · by " + first.by : "")), changes);
    return {
      node,
      update(one) {
        setHidden(current, !one.current);
        setHidden(back, one.current);
      },
    };
  }

  async showDiff() {
    const [left, right] = [this.left.value, this.right.value];
    try {
      const [before, after] = await Promise.all([api.get("history/" + left), api.get("history/" + right)]);
      this.result.replaceChildren(before.text == null || after.text == null
        ? el("p", { class: "nothing" }, "A version without a file has no text to compare.")
        : diffView(before.text, after.text, ["Version " + left, "version " + right]));
    } catch (problem) {
      this.result.replaceChildren(el("p", { class: "wrong", role: "alert" }, problem.message));
    }
  }

  /** Says what it would change before it does, and does it only if that is still so. */
  async rollBack(version) {
    try {
      const plan = await api.post("plan", { rollbackTo: version });
      await ask("Roll back to version " + version + "?", [changesView(plan), el("p", { class: "hint" }, "It becomes a new version. The file stays as it is: its next change brings back what it says.")],
        [{ text: "Cancel" }, { text: "Roll back", kind: "primary", value: "back" }], async () => {
          const done = await api.post("rollback", { to: version, baseVersion: plan.baseVersion });
          say(`Version ${done.version} is in force, with what version ${version} said.`, "good");
          config.refresh();
        });
    } catch (problem) {
      this.result.replaceChildren(el("div", { role: "alert" }, problemsView(problem)));
    }
  }
}
