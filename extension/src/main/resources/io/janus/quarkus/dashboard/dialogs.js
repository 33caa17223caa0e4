"use strict";
// Questions to the operator, in the browser's own dialogs: they keep the focus, end with Escape and give the focus back.

/** What is said aloud, and shown for a while. */
function say(text, kind) {
  const line = el("p", { class: "toast " + (kind ?? "") }, text);
  byId("said").append(line);
  setTimeout(() => line.remove(), 6000);
}

let dialogCount = 0;

/**
 * Shows a dialog until it is closed.
 *
 * @param content what is in it, above the buttons
 * @param buttons each with a text, a kind and a value; the last one is that of Enter
 * @param settle is told the value, and may answer with a promise: while it is open nothing can be pressed, and when it fails
 *        the dialog stays and says why
 * @return the value; empty when it was left
 */
function ask(title, content, buttons, settle) {
  return new Promise((resolve) => {
    const name = el("h2", { id: "dialog-" + ++dialogCount }, title);
    const wrong = el("p", { class: "wrong", role: "alert", hidden: true });
    const form = el("form", { method: "dialog" }, name, ...content.filter(Boolean), wrong);
    const dialog = el("dialog", { "aria-labelledby": name.id }, form);
    let answer = "";
    const row = buttons.map(({ text, kind, value }) => el("button", { type: value ? "submit" : "button", class: kind, value, onclick: value ? null : () => dialog.close() }, text));
    form.append(el("div", { class: "buttons" }, ...row));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const value = event.submitter?.value ?? "";
      row.forEach((button) => (button.disabled = true));
      setHidden(wrong, true);
      try {
        await settle?.(value);
        answer = value;
        dialog.close();
      } catch (problem) {
        setText(wrong, problem.message);
        setHidden(wrong, false);
        row.forEach((button) => (button.disabled = false));
        event.submitter?.focus();
      }
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing && event.target.matches("input")) {
        event.preventDefault(); // browsers would take the first button that sends
        row.at(-1).click();
      }
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
    (form.querySelector("[autofocus]") ?? row.at(-1)).focus();
  });
}

let askingForToken = null;

/** Asks once, however many calls wait for it. */
api.askForToken = (again) => {
  askingForToken ??= (async () => {
    const input = el("input", { type: "password", autocomplete: "off", required: true, autofocus: true, spellcheck: "false", pattern: `\\s*${TOKEN_FORM}\\s*`, title: "16 to 512 letters, digits and signs of ASCII, without blanks" });
    store.tell("token");
    const said = el("p", {}, again ? "Janus did not accept that token." : "This Janus wants its admin token. It is kept for this tab only.");
    while (!(await ask("Admin token", [said, field("Token", input)], [{ text: "Continue", kind: "primary", value: "ok" }]))) {
      // Without it there is nothing to show.
    }
    kept.write("sessionStorage", TOKEN, input.value.trim());
  })().finally(() => (askingForToken = null));
  return askingForToken;
};

/** The keys, who I am, and what can be switched off. */
function showHelp() {
  const name = el("input", { type: "text", maxlength: "64", pattern: "[ -~]*", autocomplete: "off", value: kept.read("localStorage", USER) });
  const keys = el("input", { type: "checkbox", checked: shortcuts.on });
  const forget = el("button", { type: "button", onclick: () => {
    kept.write("sessionStorage", TOKEN, "");
    location.reload(); // what goes on with it ends
  } }, "Forget the token");
  const row = (key, what) => el("tr", {}, el("td", {}, el("kbd", {}, key)), el("td", {}, what));
  return ask("Help and settings", [
    field("Your name", name, "Goes into the history and the log with what you change. Nobody checks it."),
    el("div", { class: "check" }, el("label", {}, keys, " Single keys are shortcuts")),
    el("table", { class: "keys" }, el("caption", {}, "Shortcuts"),
      el("tbody", {}, row("1 2 3 4", "traffic, config, explain, events"), row("/", "filter"), row("t", "theme"), row("?", "this"))),
    kept.read("sessionStorage", TOKEN) ? el("p", {}, forget) : null,
    el("p", { class: "hint" }, "Rates are of the last second, latencies right to a sixteenth. ",
      "Numbers of one process; a restart begins anew."),
  ], [{ text: "Close", kind: "primary", value: "ok" }], () => {
    kept.write("localStorage", USER, name.value.trim());
    shortcuts.set(keys.checked);
  });
}
