import { SegmentedControl, Stack } from '@mantine/core';
import { useState } from 'react';
import type { InboxDelivery } from '@/api/types';
import { useSelling } from '@/i18n';
import { CodeBlock } from '@/ui/CodeBlock';
import { BodyView } from './BodyView';
import { ChangesView } from './ChangesView';
import { SaysView } from './SaysView';

const PARTS = ['says', 'body', 'headers', 'changes'] as const;
type Part = (typeof PARTS)[number];

/** What a delivery says, what came, and in what it differs from what came before it. */
export function DeliveryParts({ delivery }: { delivery: InboxDelivery }) {
  const { inbox } = useSelling();
  const [part, setPart] = useState<Part>('says');
  return (
    <Stack gap="xs">
      <SegmentedControl
        aria-label={inbox.part}
        value={part}
        onChange={setPart}
        data={PARTS.map((value) => ({ value, label: inbox[value] }))}
      />
      {part === 'says' && <SaysView delivery={delivery} />}
      {part === 'body' && <BodyView delivery={delivery} />}
      {part === 'headers' && (
        <CodeBlock
          code={delivery.headers.map(({ name, value }) => `${name}: ${value}`).join('\n')}
          label={inbox.headers}
          wrap
          maxHeight={560}
        />
      )}
      {part === 'changes' && <ChangesView delivery={delivery} />}
    </Stack>
  );
}
