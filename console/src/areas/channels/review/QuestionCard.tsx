import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { Link } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { ConfirmModal } from '@/ui/ConfirmModal';
import { Time } from '@/ui/Time';
import { platformName } from '../platforms';
import { useConnections } from '../useConnections';
import { Candidate } from './Candidate';
import { OtherOne } from './OtherOne';
import { useDecide } from './useDecide';

/** One question: what the platform calls it, why it is asked, and what it may be. */
export function QuestionCard({ link, mayDecide }: { link: Link; mayDecide: boolean }) {
  const t = useT();
  const words = useSelling();
  const { review } = words;
  const { connectionOf } = useConnections();
  const [ignoring, setIgnoring] = useState(false);
  const { decide, isPending } = useDecide(link, () => setIgnoring(false));
  const { question, kind, external_id: external } = link;
  const connection = connectionOf(link.connection_id);
  const title = question?.title ?? question?.sku ?? review.unnamed(review.kinds[kind], external);
  const candidates = question?.candidates ?? [];
  return (
    <Card component="section" aria-label={title}>
      <Stack gap="md">
        <Stack gap={2}>
          <Title order={2} style={{ overflowWrap: 'anywhere' }}>
            {title}
          </Title>
          <Text size="sm" c="dimmed" component="div">
            {connection !== undefined && `${connection.name} · ${platformName(t, words, connection.platform)} · `}
            <Time at={link.created_at} />
          </Text>
        </Stack>
        <Codes sku={question?.sku ?? null} barcode={question?.barcode ?? null} external={external} />
        {question !== null && <Text>{review.reasons[question.reason]}</Text>}
        {candidates.map((id) => (
          <Candidate key={id} id={id} onTake={mayDecide ? () => decide({ variant_id: id }) : undefined} isTaking={isPending} />
        ))}
        {mayDecide && <OtherOne kind={kind} isFirst={candidates.length === 0} isTaking={isPending} onTake={decide} />}
        {mayDecide && (
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setIgnoring(true)}>
              {review.ignore}
            </Button>
          </Group>
        )}
      </Stack>
      <ConfirmModal
        opened={ignoring}
        onClose={() => setIgnoring(false)}
        onConfirm={() => decide({ ignore: true })}
        loading={isPending}
        title={review.ignoreTitle(title)}
        body={review.ignoreBody}
        confirmLabel={review.ignore}
      />
    </Card>
  );
}

/** What it is known by on its platform. */
function Codes({ sku, barcode, external }: { sku: string | null; barcode: string | null; external: string }) {
  const { review } = useSelling();
  const codes = [[review.sku, sku], [review.barcode, barcode], [review.id, external]] as const;
  return (
    <Group gap="lg" component="dl" m={0}>
      {codes.map(
        ([label, code]) =>
          code !== null && (
            <div key={label}>
              <Text size="xs" c="dimmed" component="dt">
                {label}
              </Text>
              <Text className="mono" component="dd" m={0} style={{ overflowWrap: 'anywhere' }}>
                {code}
              </Text>
            </div>
          ),
      )}
    </Group>
  );
}
