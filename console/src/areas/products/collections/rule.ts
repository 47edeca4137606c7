import type { Rule } from '@/api/types';

export type Condition = Rule['conditions'][number];

export const FIELDS = ['title', 'vendor', 'tag', 'category', 'price'] as const satisfies readonly Condition['field'][];

/** How a field can be compared; the API refuses the rest. */
export function relationsOf(field: Condition['field']): readonly Condition['relation'][] {
  if (field === 'price') return ['above', 'below', 'is', 'is_not'];
  return field === 'category' ? ['is', 'is_not'] : ['is', 'is_not', 'contains'];
}

/** The condition with another field: what no longer fits is begun anew. */
export function withField(condition: Condition, field: Condition['field']): Condition {
  const relations = relationsOf(field);
  const relation = relations.includes(condition.relation) ? condition.relation : (relations[0] ?? 'is');
  const keeps = field !== 'price' && field !== 'category' && condition.field !== 'price' && condition.field !== 'category';
  return { field, relation, value: keeps ? condition.value : '' };
}
