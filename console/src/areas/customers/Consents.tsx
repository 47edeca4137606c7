import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import type { CustomerDetail, Marketing } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { Section } from '@/ui/Section';
import { StatusBadge, type Tone } from '@/ui/StatusBadge';
import { Time } from '@/ui/Time';
import { validators } from '@/ui/validate';

const TONES: Record<Marketing, Tone> = { granted: 'good', withdrawn: 'bad', unknown: 'quiet' };

/** Whether somebody may be written to about more than their orders, and how that is known. */
export function Consents({ customer, mayChange }: { customer: CustomerDetail; mayChange: boolean }) {
  const { customers: words } = useSelling();
  const [asking, setAsking] = useState(false);
  const next: Marketing = customer.marketing.state === 'granted' ? 'withdrawn' : 'granted';
  return (
    <Section title={words.marketing}>
      <Stack gap="sm">
        <StatusBadge tone={TONES[customer.marketing.state]}>{words.marketingStates[customer.marketing.state]}</StatusBadge>
        {customer.consents.length > 0 && (
          <Stack component="ul" gap={6} m={0} p={0} style={{ listStyle: 'none' }}>
            {customer.consents.map((consent) => (
              <Text component="li" key={consent.at} size="sm" c="dimmed">
                {words.marketingStates[consent.state]} · {consent.source} · <Time at={consent.at} mode="date" />
              </Text>
            ))}
          </Stack>
        )}
        {mayChange && !asking && (
          <Button variant="default" size="xs" onClick={() => setAsking(true)} style={{ alignSelf: 'flex-start' }}>
            {next === 'granted' ? words.grant : words.withdraw}
          </Button>
        )}
        {asking && <ConsentForm customer={customer} state={next} onClose={() => setAsking(false)} />}
      </Stack>
    </Section>
  );
}

function ConsentForm({ customer, state, onClose }: { customer: CustomerDetail; state: Marketing; onClose: () => void }) {
  const t = useT();
  const { customers: words } = useSelling();
  const form = useForm({ initialValues: { source: '' }, validate: { source: validators(t).required } });
  const give = useApiMutation('post', '/api/v1/customers/{customer_id}/consents', {
    form,
    invalidates: ['/api/v1/customers', '/api/v1/customers/{customer_id}'],
    success: t.common.saved,
    onSuccess: onClose,
  });
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(({ source }) =>
        give.mutate({ params: { path: { customer_id: customer.id } }, body: { state, source: source.trim() } }),
      )}
    >
      <Stack gap="xs">
        <FormError error={give.error} />
        <TextInput label={words.source} description={words.sourceHint} {...form.getInputProps('source')} />
        <Group gap="xs">
          <Button size="xs" type="submit" loading={give.isPending}>
            {state === 'granted' ? words.grant : words.withdraw}
          </Button>
          <Button size="xs" variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
