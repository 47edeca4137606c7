import { Alert, Text } from '@mantine/core';
import { IconEyeOff, IconInfoCircle } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { InboxDelivery } from '@/api/types';
import { useSelling } from '@/i18n';
import { CodeBlock } from '@/ui/CodeBlock';
import { prettyJson } from './json';

/** A body as people read it: JSON in lines, everything else as it came. */
export function BodyView({ delivery: { body, body_form: form } }: { delivery: InboxDelivery }) {
  const { inbox } = useSelling();
  const shown = useMemo(() => prettyJson(body) ?? body, [body]);
  return (
    <>
      <FormNote form={form} />
      {form !== 'hidden' &&
        (shown === '' ? <Text c="dimmed">{inbox.bodyEmpty}</Text> : <CodeBlock code={shown} label={inbox.body} wrap maxHeight={560} />)}
    </>
  );
}

/** Says when what is shown is not what came, and why. */
export function FormNote({ form }: { form: InboxDelivery['body_form'] }) {
  const { inbox } = useSelling();
  if (form === 'text') return null;
  const IconComponent = form === 'base64' ? IconInfoCircle : IconEyeOff;
  return (
    <Alert color="gray" variant="light" icon={<IconComponent size={18} aria-hidden />}>
      {inbox[form]}
    </Alert>
  );
}
