// An ESLint rule: every word a person reads comes from the catalogue in
// src/i18n, so text written straight into JSX is an error.

/** Attributes whose value is read by people, with or without eyes. */
const SPOKEN = new Set([
  'alt', 'aria-description', 'aria-label', 'confirmLabel', 'description', 'error', 'hint', 'label', 'nothingFound',
  'nothingFoundMessage', 'placeholder', 'subtitle', 'summary', 'suffix', 'title',
]);

const hasWord = (value) => typeof value === 'string' && /\p{L}{2,}/u.test(value);

/** The literal an attribute or a `{…}` child holds, if it is one. */
function literalOf(node) {
  if (node?.type === 'Literal') return node.value;
  if (node?.type === 'JSXExpressionContainer') return literalOf(node.expression);
  if (node?.type === 'TemplateLiteral') return node.quasis.map((quasi) => quasi.value.raw).join(' ');
  return undefined;
}

export default {
  meta: {
    type: 'problem',
    docs: { description: 'require visible text to come from the message catalogue' },
    messages: { literal: 'Text people read belongs in src/i18n: {{text}}' },
    schema: [],
  },
  create(context) {
    const check = (node, value) => {
      if (hasWord(value)) context.report({ node, messageId: 'literal', data: { text: JSON.stringify(value.trim()) } });
    };
    return {
      JSXText: (node) => check(node, node.value),
      JSXExpressionContainer(node) {
        if (node.parent.type !== 'JSXAttribute') check(node, literalOf(node));
      },
      JSXAttribute(node) {
        if (SPOKEN.has(node.name.name)) check(node, literalOf(node.value));
      },
    };
  },
};
