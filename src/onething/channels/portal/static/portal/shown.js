// What a plan holds, decided here on the condition trees of the server (core/guidance/conditions.py).

/** Return what is known once a question is answered. answer: a choice, an array of choices, or a number or day. */
export function told(rules, values, question, answer) {
  const said = rules.says[question];
  const known = { ...values };
  for (const name of said.names) delete known[name];
  if (said.kind === "choice") return Object.assign(known, said.choices[answer]);
  if (said.kind === "multi") {
    if (said.required && answer.length === 0) return known;
    for (const name of said.names) known[name] = answer.includes(name.slice(question.length + 1));
    return known;
  }
  if (answer !== "") for (const name of said.names) known[name] = answer;
  return known;
}

/** Return the items, fields and materials that are in the plan or may be, as three sets of names. */
export function shown(decide, rules, values) {
  const outcomes = {};
  const open = (number) => {
    if (!(number in outcomes)) outcomes[number] = outcome(decide, rules.trees[number], values);
    return outcomes[number] !== false;
  };
  const items = new Set(Object.keys(rules.items).filter((id) => rules.items[id].every(open)));
  const asked = (lines) =>
    new Set(Object.keys(lines).filter((key) => lines[key].some(([item, number]) => items.has(item) && open(number))));
  return { items, fields: asked(rules.fields), materials: asked(rules.materials) };
}

function outcome(decide, tree, values) {
  try {
    return decide(tree, values);
  } catch (error) {
    if (error instanceof RangeError) return null; // half a number is typed: not known yet
    throw error;
  }
}
