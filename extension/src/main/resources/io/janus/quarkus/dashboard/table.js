"use strict";
// A table that is filtered, sorted and turned over in pages: a thousand rows are as quick as a few, for a few are shown.

/** As many as one can scan; each costs a layout. */
const PAGE = 25;

class Table {
  /**
   * @param name what it is a table of, for people who do not see it
   * @param columns each with a key, a title, perhaps a class, and for sorting a value of an item
   * @param keyOf what an item keeps from one second to the next
   * @param create makes the cells of a row and answers how to update them: {cells, update(item)}
   */
  constructor(name, columns, keyOf, create) {
    this.columns = columns;
    this.keyOf = keyOf;
    this.create = create;
    this.page = 0;
    this.sortKey = null;
    this.descending = false;
    this.items = [];
    this.order = [];
    this.heads = columns.map((column) => this.head(column));
    this.body = el("tbody", { role: "rowgroup" });
    this.table = el("table", { role: "table", class: "rows" }, el("caption", { class: "unseen" }, name),
      el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...this.heads)), this.body);
    this.previous = el("button", { type: "button", class: "small", onclick: () => this.turn(-1) }, "Previous");
    this.next = el("button", { type: "button", class: "small", onclick: () => this.turn(1) }, "Next");
    this.where = el("span", { class: "where" });
    this.pager = el("div", { class: "pager", role: "group", "aria-label": "Pages of " + name, hidden: true }, this.previous, this.where, this.next);
    this.nothing = el("p", { class: "nothing", hidden: true }, "Nothing matches.");
    this.node = el("div", { class: "table-box" }, this.table, this.nothing, this.pager);
  }

  head(column) {
    if (!column.value) {
      return el("th", { scope: "col", role: "columnheader", class: column.kind }, column.title ? column.title : el("span", { class: "unseen" }, column.unseen));
    }
    return el("th", { scope: "col", role: "columnheader", class: column.kind },
      el("button", { type: "button", class: "sort", onclick: () => this.sort(column) }, column.title));
  }

  /** The first press sorts numbers from the top and words from A; the third gives back the order things come in. */
  sort(column) {
    const first = column.kind === "number";
    if (this.sortKey !== column.key) {
      this.sortKey = column.key;
      this.descending = first;
    } else if (this.descending === first) {
      this.descending = !first;
    } else {
      this.sortKey = null;
    }
    this.page = 0;
    this.columns.forEach((one, i) => setAttribute(this.heads[i], "aria-sort",
      one.key === this.sortKey ? (this.descending ? "descending" : "ascending") : null));
    this.arrange();
    this.show();
  }

  turn(pages) {
    this.page += pages;
    this.show();
    if (document.activeElement?.disabled || document.activeElement === document.body) {
      (this.previous.disabled ? this.next : this.previous).focus();
    }
  }

  update(items) {
    this.items = items;
    // Rows do not move under the pointer or the focus: what one is about to press must stay what it is.
    if (this.node.matches(":hover, :focus-within") && this.order.length === items.length) {
      const known = new Map(items.map((item) => [this.keyOf(item), item]));
      const same = this.order.map((item) => known.get(this.keyOf(item)));
      if (same.every(Boolean)) {
        this.order = same;
        this.show();
        return;
      }
    }
    this.arrange();
    this.show();
  }

  arrange() {
    const column = this.columns.find((one) => one.key === this.sortKey);
    this.order = [...this.items];
    if (column) {
      const sign = this.descending ? -1 : 1;
      const compare = (a, b) => (typeof a === "string" ? a.localeCompare(b, "en", { numeric: true }) : a - b);
      this.order.sort((a, b) => sign * compare(column.value(a), column.value(b)));
    }
  }

  show() {
    const pages = Math.max(1, Math.ceil(this.order.length / PAGE));
    this.page = Math.max(0, Math.min(this.page, pages - 1));
    const from = this.page * PAGE;
    keyed(this.body, this.order.slice(from, from + PAGE), this.keyOf, (item) => {
      const { cells, update } = this.create(item);
      const node = el("tr", { role: "row" }, ...cells.map((cell, i) => {
        const column = this.columns[i];
        const row = i === 0;
        return el(row ? "th" : "td", { scope: row ? "row" : null, role: row ? "rowheader" : "cell", class: column.kind, "data-title": column.title ?? null }, cell);
      }));
      return { node, update };
    }, (row, item) => row.update(item));
    setHidden(this.nothing, this.order.length > 0);
    setHidden(this.pager, pages === 1);
    this.previous.disabled = this.page === 0;
    this.next.disabled = this.page === pages - 1;
    setText(this.where, `${countText(from + 1)}–${countText(Math.min(from + PAGE, this.order.length))} of ${countText(this.order.length)}`);
  }
}
