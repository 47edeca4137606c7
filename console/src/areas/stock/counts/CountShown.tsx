import { Button, Card, Group, Stack, Text } from '@mantine/core';
import { IconClipboardList } from '@tabler/icons-react';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import { useSignedIn } from '@/api/session';
import type { StockCount } from '@/api/types';
import { useSelling } from '@/i18n';
import { ConfirmModal } from '@/ui/ConfirmModal';
import { EmptyState } from '@/ui/EmptyState';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { StatusBadge } from '@/ui/StatusBadge';
import { VariantSearch } from '../lines/VariantSearch';
import { stockName } from '../stockColumns';
import { useLocations } from '../useLocations';
import { COUNT_TONES } from './count';
import { CountedTable } from './CountedTable';
import { FigureEntry, type Counted } from './FigureEntry';

const STALE = ['/api/v1/stock-counts', '/api/v1/stock-counts/{count_id}', '/api/v1/stock', '/api/v1/stock/movements', '/api/v1/stock/{variant_id}/explanation'] as const;

/** One count: made to be walked through the shelves with, on a phone. */
export function CountShown({ count }: { count: StockCount }) {
  const { counts: words } = useSelling();
  const { can } = useSignedIn();
  const { nameOf } = useLocations();
  const [entered, setEntered] = useState<Counted | null>(null);
  const [asking, setAsking] = useState<'apply' | 'cancel' | null>(null);
  const params = { path: { count_id: count.id } };
  const done = { invalidates: STALE, onSuccess: () => setAsking(null) };
  const apply = useApiMutation('post', '/api/v1/stock-counts/{count_id}/apply', { ...done, success: words.applied });
  const cancel = useApiMutation('post', '/api/v1/stock-counts/{count_id}/cancel', { ...done, success: words.cancelled });
  const open = count.state === 'open' && can('stock.manage');
  const differing = count.lines.filter(({ difference }) => difference !== 0).length;
  return (
    <Page
      title={words.numbered(count.number)}
      subtitle={
        <Group gap="sm">
          <StatusBadge tone={COUNT_TONES[count.state]}>{words.states[count.state]}</StatusBadge>
          <span>{[nameOf(count.location_id), count.note].filter(Boolean).join(' · ')}</span>
        </Group>
      }
      actions={
        <Group gap="xs">
          <LinkButton to="/stock/counts" variant="default">
            {words.back}
          </LinkButton>
          {open && (
            <>
              <Button variant="default" onClick={() => setAsking('cancel')}>
                {words.cancel}
              </Button>
              <Button disabled={count.lines.length === 0} onClick={() => setAsking('apply')}>
                {words.apply}
              </Button>
            </>
          )}
        </Group>
      }
    >
      <Stack gap="lg">
        {open && (
          <Card component="section" aria-label={words.enter}>
            {entered === null ? (
              <VariantSearch
                size="lg"
                label={words.find}
                description={words.findHint}
                onPick={(picked) => setEntered({ variant_id: picked.variant_id, title: stockName(picked), sku: picked.sku, counted: null })}
              />
            ) : (
              <FigureEntry key={entered.variant_id} count={count} variant={entered} onDone={() => setEntered(null)} />
            )}
          </Card>
        )}
        {count.lines.length === 0 ? (
          <EmptyState compact icon={IconClipboardList} title={words.nothingYet} hint={words.nothingYetHint} />
        ) : (
          <>
            <Text c="dimmed" aria-live="polite">
              {words.summary(count.lines.length, differing)}
            </Text>
            <CountedTable count={count} onOpen={open ? setEntered : undefined} />
          </>
        )}
      </Stack>
      <ConfirmModal
        opened={asking === 'apply'}
        onClose={() => setAsking(null)}
        onConfirm={() => apply.mutate({ params })}
        title={words.applyTitle(count.number)}
        body={words.applyBody(differing)}
        confirmLabel={words.apply}
        tone="normal"
        loading={apply.isPending}
      />
      <ConfirmModal
        opened={asking === 'cancel'}
        onClose={() => setAsking(null)}
        onConfirm={() => cancel.mutate({ params })}
        title={words.cancelTitle(count.number)}
        body={words.cancelBody}
        confirmLabel={words.cancel}
        loading={cancel.isPending}
      />
    </Page>
  );
}
