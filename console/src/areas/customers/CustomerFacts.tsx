import { Anchor, Badge, Group, Text } from '@mantine/core';
import type { Customer } from '@/api/types';
import { useSelling } from '@/i18n';
import { Facts } from '@/ui/Facts';
import { Section } from '@/ui/Section';
import { Time } from '@/ui/Time';

export function CustomerFacts({ customer }: { customer: Customer }) {
  const { customers: words } = useSelling();
  return (
    <Section title={words.details}>
      <Facts
        items={[
          [words.email, customer.email === null ? '–' : <Anchor href={`mailto:${customer.email}`}>{customer.email}</Anchor>],
          [words.phone, customer.phone === null ? '–' : <Anchor href={`tel:${customer.phone}`}>{customer.phone}</Anchor>],
          [words.company, customer.company ?? '–'],
          [
            words.tags,
            customer.tags.length === 0 ? (
              '–'
            ) : (
              <Group gap={4}>
                {customer.tags.map((tag) => (
                  <Badge key={tag} color="gray">
                    {tag}
                  </Badge>
                ))}
              </Group>
            ),
          ],
          [words.note, customer.note === '' ? '–' : <Text style={{ whiteSpace: 'pre-wrap' }}>{customer.note}</Text>],
          [words.since, <Time key="since" at={customer.created_at} mode="date" />],
        ]}
      />
    </Section>
  );
}
