import { Button, Grid, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ApiError } from '@/api/problem';
import type { Shop } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { ProblemList } from '@/ui/ProblemList';
import { Section } from '@/ui/Section';
import { NOWHERE, missingOf } from '../addressValues';
import { DraftCustomer } from './DraftCustomer';
import { DraftItems } from './DraftItems';
import { contentOf, type DraftValues } from './draftModel';
import { DraftSums } from './DraftSums';
import { DraftTerms } from './DraftTerms';
import { useQuote } from './useQuote';

interface Props {
  values: DraftValues;
  onChange: (change: Partial<DraftValues>) => void;
  shops: Shop[];
  onSave: () => void;
  onPlace: () => void;
  busy: 'save' | 'place' | null;
  error: ApiError | null;
  /** Fetches what somebody else has saved meanwhile. */
  onReload?: () => void;
  more?: ReactNode;
}

/** An order that is being put together: what and for whom, and beside it what it would cost. */
export function DraftEditor({ values, onChange, shops, onSave, onPlace, busy, error, onReload, more }: Props) {
  const t = useT();
  const { drafts: words, editOrder } = useSelling();
  const shop = shops.find(({ id }) => id === values.shop_id);
  const quote = useQuote(contentOf(values, editOrder.discountDefault));
  const currency = shop?.currency ?? 'EUR';
  const isMissing = [values.address, values.billing ?? NOWHERE].some((address) => missingOf(address).length > 0);
  const isReady = values.lines.length > 0 && quote.isSuccess && !isMissing;
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 8 }}>
        <Stack gap="lg">
          <DraftItems
            lines={values.lines}
            quote={quote.data}
            shopId={values.shop_id}
            currency={currency}
            onChange={(lines) => onChange({ lines })}
          />
          <DraftCustomer values={values} onChange={onChange} />
          <DraftTerms values={values} quote={quote.data} currency={currency} onChange={onChange} />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 4 }}>
        <Section title={words.summary}>
          <Stack>
            <Select
              allowDeselect={false}
              label={words.shop}
              description={words.shopHint}
              value={values.shop_id}
              onChange={(shop_id) => shop_id && onChange({ shop_id, lines: [] })}
              data={shops.map(({ id, name, currency: code }) => ({ value: id, label: `${name} · ${code}` }))}
            />
            <TextInput
              label={words.name}
              placeholder={words.namePlaceholder}
              value={values.title}
              onChange={(event) => onChange({ title: event.currentTarget.value })}
            />
            <DraftSums quote={quote} shop={shop} />
            {isMissing && (
              <Text size="sm" c="dimmed">
                {words.addressIncomplete}
              </Text>
            )}
            <ProblemList error={error} />
            {error?.status === 412 && onReload !== undefined && (
              <Button variant="default" onClick={onReload}>
                {t.common.reload}
              </Button>
            )}
            <Group gap="xs" justify="flex-end">
              {more}
              <Button variant="default" loading={busy === 'save'} onClick={onSave}>
                {words.save}
              </Button>
              <Button loading={busy === 'place'} disabled={!isReady} onClick={onPlace}>
                {words.place}
              </Button>
            </Group>
          </Stack>
        </Section>
      </Grid.Col>
    </Grid>
  );
}
