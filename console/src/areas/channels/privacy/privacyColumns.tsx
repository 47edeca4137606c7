import { Button, Stack, Text } from '@mantine/core';
import type { PrivacyRequest } from '@/api/types';
import type { Selling } from '@/i18n';
import { columnsOf } from '@/ui/DataTable';
import { TextLink } from '@/ui/LinkButton';
import { StatusBadge } from '@/ui/StatusBadge';
import { Time } from '@/ui/Time';
import { useNow } from '@/ui/useNow';
import { STANDING_TONES, standingOf } from './due';

const helper = columnsOf<PrivacyRequest>();
type Words = Selling['privacy'];

export function privacyColumns(words: Words, nameOf: (connection: string) => string | undefined, onAnswer: ((request: PrivacyRequest) => void) | null) {
  return helper.columns([
    helper.display({
      id: 'request',
      header: words.request,
      meta: { card: 'title' },
      cell: ({ row: { original: request } }) => (
        <Stack gap={0}>
          <Text fw={550}>{words.requests[request.request]}</Text>
          <Text size="xs" c="dimmed">
            {nameOf(request.connection_id)}
          </Text>
        </Stack>
      ),
    }),
    helper.accessor('customer_id', {
      header: words.customer,
      cell: ({ getValue }) => {
        const customer = getValue();
        return customer === null ? '–' : (
          <TextLink to="/customers/$customer" params={{ customer }}>
            {words.openCustomer}
          </TextLink>
        );
      },
    }),
    helper.display({ id: 'state', header: words.state, cell: ({ row: { original } }) => <State request={original} words={words} /> }),
    helper.accessor('due_at', { header: words.due, cell: ({ getValue }) => <Time at={getValue()} mode="date" /> }),
    helper.accessor('created_at', { header: words.came, cell: ({ getValue }) => <Time at={getValue()} /> }),
    helper.display({
      id: 'answer',
      header: words.answer,
      cell: ({ row: { original } }) =>
        original.state === 'open' && onAnswer !== null ? (
          <Button variant="default" size="compact-sm" onClick={() => onAnswer(original)}>
            {words.markDone}
          </Button>
        ) : (
          <Text size="sm" maw={280} style={{ overflowWrap: 'anywhere' }}>
            {original.outcome ?? '–'}
          </Text>
        ),
    }),
  ]);
}

function State({ request, words }: { request: PrivacyRequest; words: Words }) {
  const standing = standingOf(request, useNow());
  return <StatusBadge tone={STANDING_TONES[standing]}>{words.standings[standing]}</StatusBadge>;
}
