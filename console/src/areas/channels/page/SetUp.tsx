import { List, Stack, Text, Title } from '@mantine/core';
import type { Connection } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { CodeBlock } from '@/ui/CodeBlock';
import { Section } from '@/ui/Section';
import { platformName } from '../platforms';

/** The address to register, and how that is done where these webhooks come from. */
export function SetUp({ connection }: { connection: Connection }) {
  const t = useT();
  const words = useSelling();
  const steps = words.channelSteps[connection.platform];
  return (
    <Section title={words.channels.address} hint={words.channels.addressHint}>
      <Stack>
        <CodeBlock code={connection.url} label={words.channels.address} wrap />
        <Title order={3}>{words.channels.howTo(platformName(t, words, connection.platform))}</Title>
        <List type="ordered" spacing={6} pr="md">
          {steps.map((step) => (
            <List.Item key={step}>
              <Text>{step}</Text>
            </List.Item>
          ))}
        </List>
      </Stack>
    </Section>
  );
}
