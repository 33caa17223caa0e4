"use strict";
// Making and changing elements. Whatever a server says becomes text here and never markup: nothing in this page parses HTML.

/** An element with attributes, listeners (on…) and children; children that are null are left out, texts stay texts. */
function el(tag, attributes, ...children) {
  return dress(document.createElement(tag), attributes, children);
}

/** The same, of SVG. */
function svg(tag, attributes, ...children) {
  return dress(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function dress(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) {
      node.addEventListener(name.slice(2), value);
    } else if (value === true) {
      node.setAttribute(name, "");
    } else if (value !== false && value != null) {
      node.setAttribute(name, value);
    }
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

function byId(id) {
  return document.getElementById(id);
}

/** Sets a text if it is another: most of what is shown stays from one second to the next. */
function setText(node, text) {
  const wanted = String(text);
  if (node.shown !== wanted) {
    node.shown = wanted;
    node.textContent = wanted;
  }
}

/** Sets an attribute if it is another; null takes it away. */
function setAttribute(node, name, value) {
  const before = node.getAttribute(name);
  if (value == null) {
    if (before !== null) {
      node.removeAttribute(name);
    }
  } else if (before !== String(value)) {
    node.setAttribute(name, value);
  }
}

function setHidden(node, hidden) {
  if (node.hidden !== hidden) {
    node.hidden = hidden;
  }
}

/** Sets a custom property: the one way in which numbers reach the style sheet. */
function setProperty(node, name, value) {
  if (node.style.getPropertyValue(name) !== value) {
    node.style.setProperty(name, value);
  }
}

/** The rows of each list that is kept, by its parent and then by key. */
const lists = new WeakMap();

/**
 * Makes the children of a node those of a list, and keeps each row as long as its key is there: what is focused, selected or
 * pointed at stays where it is.
 *
 * @param create makes a row, an object with a node
 * @param update shows an item in its row
 */
function keyed(parent, items, keyOf, create, update) {
  let rows = lists.get(parent);
  if (!rows) {
    rows = new Map();
    lists.set(parent, rows);
  }
  const wanted = new Set(items.map(keyOf));
  for (const [key, row] of rows) {
    if (!wanted.has(key)) {
      const focused = row.node.contains(document.activeElement);
      row.node.remove();
      rows.delete(key);
      if (focused) {
        parent.closest("section")?.querySelector("[data-landing]")?.focus();
      }
    }
  }
  let at = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    let row = rows.get(key);
    if (!row) {
      row = create(item);
      rows.set(key, row);
    }
    if (row.node === at) {
      at = at.nextElementSibling;
    } else {
      parent.insertBefore(row.node, at);
    }
    update(row, item); // where it stands, for what it shows may depend on its width
  }
}

/** A heading that focus can land on when what had it is gone. */
function heading(level, text, attributes) {
  return el("h" + level, { "tabindex": "-1", "data-landing": true, ...attributes }, text);
}

/** A number with its name, as a definition list has it. */
function fact(name, title) {
  const value = el("dd", { class: "number" }, "–");
  return { node: el("div", { class: "fact", title }, el("dt", {}, name), value), value };
}

let fieldCount = 0;

/** A control with its label above it. */
function field(label, control, hint) {
  const id = control.id || "field-" + ++fieldCount;
  control.id = id;
  const said = hint ? el("span", { class: "hint", id: id + "-hint" }, hint) : null;
  if (said) {
    control.setAttribute("aria-describedby", said.id);
  }
  return el("div", { class: "field" }, el("label", { for: id }, label), control, said);
}
