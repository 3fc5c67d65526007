// Decides a condition in the browser, on the tree that `onething.core.rules.to_json` gives.
//
// true, false or null (unknown), as everywhere else. A value is a boolean, a whole number (number, bigint or digits),
// a decimal (digits with a point, or a number), a day as "2026-03-05", or a text. A missing key, null and undefined
// are unknown; an empty text is refused. Numbers are BigInt inside: whole numbers and decimals are exact.
// No eval, no dependencies: runs under a strict content-security policy.

/** Return true, false or null. Throws RangeError for a value that its variable cannot have. */
export function decide(tree, values) {
  return value(tree, values);
}

/** Return the names of the variables that a condition asks for. */
export function names(tree) {
  const found = new Set();
  const look = (node) => {
    if (Array.isArray(node)) node.forEach(look);
    else if (node !== null && typeof node === "object") {
      if (typeof node.var === "string") found.add(node.var);
      else Object.values(node).forEach(look);
    }
  };
  look(tree);
  return found;
}

function value(node, values) {
  if ("lit" in node) return literal(node);
  if ("var" in node) return variable(node, values);
  if ("and" in node) return junction(node.and, values, false);
  if ("or" in node) return junction(node.or, values, true);
  if ("not" in node) {
    const part = value(node.not, values);
    return part === null ? null : !part;
  }
  if ("compare" in node) {
    const [left, right] = aligned(node.left, node.right, values);
    return left === null || right === null ? null : compare(node.compare, left, right);
  }
  if ("in" in node) return member(node, values);
  if ("if" in node) {
    const { test, then, other } = node.if;
    const chosen = value(test, values);
    return chosen === null ? null : atScale(chosen ? then : other, node.scale, values);
  }
  if ("neg" in node) {
    const part = value(node.neg, values);
    return part === null ? null : -part;
  }
  if ("arith" in node) return arithmetic(node, values);
  if ("between" in node) {
    const start = value(node.start, values);
    const end = value(node.end, values);
    return start === null || end === null ? null : between(node.between, start, end);
  }
  throw new TypeError(`not a part of a condition: ${JSON.stringify(node)}`);
}

// A junction is decided by one part that is `strong`; else unknown if any part is; else the other outcome.
function junction(parts, values, strong) {
  let outcome = !strong;
  for (const part of parts) {
    const one = value(part, values);
    if (one === strong) return strong;
    if (one === null) outcome = null;
  }
  return outcome;
}

function compare(op, left, right) {
  switch (op) {
    case "==": return left === right;
    case "!=": return left !== right;
    case "<": return left < right;
    case "<=": return left <= right;
    case ">": return left > right;
    case ">=": return left >= right;
  }
  throw new TypeError(`not a comparison: ${op}`);
}

function member(node, values) {
  if (node.items.length === 0) return false;
  if (value(node.in, values) === null) return null;
  return node.items.some((item) => {
    const [left, right] = aligned(node.in, item, values);
    return left === right;
  });
}

function arithmetic(node, values) {
  const product = node.arith === "*";
  const left = product ? value(node.left, values) : atScale(node.left, node.scale, values);
  const right = product ? value(node.right, values) : atScale(node.right, node.scale, values);
  if (left === null || right === null) return null;
  if (product) return left * right;
  return node.arith === "+" ? left + right : left - right;
}

// Whole years or months; a month that has no such day is full on the first of the next.
function between(unit, start, end) {
  const [y1, m1, d1] = start.split("-").map(Number);
  const [y2, m2, d2] = end.split("-").map(Number);
  const months = (y2 - y1) * 12 + (m2 - m1) - (d2 < d1 ? 1 : 0);
  return BigInt(unit === "months" ? months : Math.floor(months / 12));
}

function scaleOf(node) {
  return node.scale ?? 0;
}

function aligned(left, right, values) {
  const scale = Math.max(scaleOf(left), scaleOf(right));
  return [atScale(left, scale, values), atScale(right, scale, values)];
}

function atScale(node, scale, values) {
  const one = value(node, values);
  const missing = scale - scaleOf(node);
  return typeof one === "bigint" && missing > 0 ? one * 10n ** BigInt(missing) : one;
}

function literal(node) {
  return node.kind === "int" || node.kind === "decimal" ? BigInt(node.lit) : node.lit;
}

function variable(node, values) {
  const raw = Object.hasOwn(values, node.var) ? values[node.var] : null;
  if (raw === null || raw === undefined) return null;
  const good = READERS[node.kind](raw, node.scale);
  if (good === undefined) throw new RangeError(`“${node.var}” cannot be ${JSON.stringify(String(raw))}`);
  return good;
}

// From a raw value to its exact one; undefined for what the kind cannot be.
const READERS = {
  bool: (raw) => (typeof raw === "boolean" ? raw : undefined),
  int: (raw) => digits(raw, 0),
  decimal: (raw, scale) => digits(raw, scale),
  date: (raw) => (typeof raw === "string" && isDay(raw) ? raw : undefined),
  string: (raw) => (typeof raw === "string" && raw !== "" ? raw : undefined),
  choice: (raw) => (typeof raw === "string" && raw !== "" ? raw : undefined),
};

function digits(raw, scale) {
  if (typeof raw === "bigint") return raw * 10n ** BigInt(scale);
  if (typeof raw !== "string" && typeof raw !== "number") return undefined;
  if (typeof raw === "number" && !(Math.abs(raw) <= Number.MAX_SAFE_INTEGER)) return undefined;
  const found = /^(-?)(\d{1,19})(?:\.(\d+))?$/.exec(String(raw));
  if (!found) return undefined;
  const fraction = (found[3] ?? "").replace(/0+$/, "");
  if (fraction.length > scale) return undefined;
  const whole = BigInt(found[2] + fraction.padEnd(scale, "0"));
  return found[1] ? -whole : whole;
}

function isDay(raw) {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(raw);
  if (!found) return false;
  const [year, month, day] = found.slice(1).map(Number);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
}
