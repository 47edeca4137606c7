import { Group, SimpleGrid, Stack, Text } from '@mantine/core';
import type { Customer } from '@/api/types';
import { useSelling } from '@/i18n';
import { Money } from '@/ui/money/Money';
import { Section } from '@/ui/Section';
import { Time } from '@/ui/Time';

/** What somebody has bought, per currency: amounts of different currencies are never added up. */
export function LifetimeValue({ value }: { value: Customer['value'] }) {
  const { customers: words } = useSelling();
  if (value.length === 0) {
    return (
      <Section title={words.value}>
        <Text c="dimmed">{words.noOrders}</Text>
      </Section>
    );
  }
  return (
    <Section title={words.value} hint={words.valueHint}>
      <Stack gap="lg">
        {value.map((one) => (
          <SimpleGrid key={one.currency} cols={{ base: 2, xs: 4 }}>
            <Figure label={words.net}>
              <Money value={one.net} />
            </Figure>
            <Figure label={words.orders}>
              <span className="tabular">{one.orders}</span>
            </Figure>
            <Figure label={words.refunded}>
              <Money value={one.refunded} />
            </Figure>
            <Figure label={words.lastOrder}>
              <Time at={one.last_order_at} mode="date" />
            </Figure>
          </SimpleGrid>
        ))}
      </Stack>
    </Section>
  );
}

function Figure({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <Stack gap={0}>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Group fz="lg" fw={600}>
        {children}
      </Group>
    </Stack>
  );
}
