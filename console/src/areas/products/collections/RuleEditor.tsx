import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '@/api/client';
import { useApiMutation } from '@/api/mutation';
import type { CollectionDetail, Rule } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { Section } from '@/ui/Section';
import { ConditionRow } from './ConditionRow';

const CONDITIONS_MAX = 20;

/** Which products belong by themselves, with how many that would be before it is saved. */
export function RuleEditor({ collection, readOnly }: { collection: CollectionDetail; readOnly: boolean }) {
  const t = useT();
  const { collections: words } = useSelling();
  const [rule, setRule] = useState<Rule>(collection.rule ?? { match: 'all', conditions: [] });
  const [tried] = useDebouncedValue(rule, 350);
  const complete = (one: Rule) => one.conditions.length > 0 && one.conditions.every(({ value }) => value.trim() !== '');
  const trial = useQuery({
    queryKey: ['try-rule', tried],
    // A question that is asked by POST because a rule does not fit into an address.
    queryFn: async () => (await client.POST('/api/v1/collections/try-rule', { body: { rule: tried } })).data ?? null,
    enabled: !readOnly && complete(tried),
  });
  const save = useApiMutation('patch', '/api/v1/collections/{collection_id}', {
    invalidates: ['/api/v1/collections', '/api/v1/collections/{collection_id}', '/api/v1/collections/{collection_id}/products'],
    success: words.ruleSaved,
  });
  const set = (conditions: Rule['conditions']) => setRule({ ...rule, conditions });
  const dirty = JSON.stringify(rule) !== JSON.stringify(collection.rule);
  return (
    <Section title={words.rule} hint={words.ruleHint}>
      <Stack gap="sm">
        <FormError error={save.error} />
        <SegmentedControl
          aria-label={words.rule}
          disabled={readOnly}
          style={{ alignSelf: 'flex-start' }}
          value={rule.match}
          onChange={(match) => setRule({ ...rule, match })}
          data={(['all', 'any'] as const).map((value) => ({ value, label: words.matches[value] }))}
        />
        {rule.conditions.map((condition, index) => (
          <ConditionRow
            key={index}
            place={index + 1}
            condition={condition}
            readOnly={readOnly}
            onChange={(changed) => set(rule.conditions.map((one, at) => (at === index ? changed : one)))}
            onRemove={() => set(rule.conditions.filter((_, at) => at !== index))}
          />
        ))}
        {!readOnly && (
          <Group justify="space-between">
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={15} aria-hidden />}
              disabled={rule.conditions.length >= CONDITIONS_MAX}
              onClick={() => set([...rule.conditions, { field: 'tag', relation: 'is', value: '' }])}
            >
              {words.addCondition}
            </Button>
            <Group gap="sm">
              <Text size="sm" c="dimmed" aria-live="polite">
                {complete(rule) && trial.data ? words.wouldBe(trial.data.product_count) : ''}
              </Text>
              <Button
                disabled={!dirty || !complete(rule)}
                loading={save.isPending}
                onClick={() => {
                  const header = { 'If-Match': `"${collection.version}"` };
                  save.mutate({ params: { path: { collection_id: collection.id }, header }, body: { rule } });
                }}
              >
                {t.common.save}
              </Button>
            </Group>
          </Group>
        )}
      </Stack>
    </Section>
  );
}
