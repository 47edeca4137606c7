import { Alert, Button, Grid, Group, Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import type { OrderDetail } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { MoneyInput } from '@/ui/money/MoneyInput';
import { Page } from '@/ui/Page';
import { ProblemList } from '@/ui/ProblemList';
import { Section } from '@/ui/Section';
import { discountsValues } from '../discount';
import { DiscountList } from '../DiscountList';
import { ORDER_PATHS } from '../paths';
import { VariantSearch } from '../VariantSearch';
import { addedOf, changesAnything, editOf, type EditValues } from './editModel';
import { EditLines } from './EditLines';
import { EditSums } from './EditSums';
import { useEditQuote } from './useEditQuote';

/** Other quantities, further items, another discount: what that comes to stands beside it before anything is saved. */
export function EditOrder({ order: newest, onReload }: { order: OrderDetail; onReload: () => void }) {
  const t = useT();
  // Once begun, an edit is one of the version that it began with, whatever is fetched meanwhile.
  const [order] = useState(newest);
  const { drafts, editOrder: words } = useSelling();
  const navigate = useNavigate();
  const [before] = useState<EditValues>(() => ({
    quantities: Object.fromEntries(order.lines.map(({ id, quantity }) => [id, quantity])),
    added: [],
    discounts: discountsValues(order.discounts),
    shipping: order.shipping.amount_minor,
  }));
  const [values, setValues] = useState(before);
  const edit = editOf(order, before, values, words.discountDefault);
  const isChanged = changesAnything(edit);
  const quote = useEditQuote(order.id, edit, isChanged);
  const leave = () => void navigate({ to: '/orders/$order', params: { order: order.id } });
  const save = useApiMutation('post', '/api/v1/orders/{order_id}/edits', {
    invalidates: ORDER_PATHS,
    errors: 'inline',
    success: words.saved,
    onSuccess: leave,
  });
  const set = (change: Partial<EditValues>) => setValues((current) => ({ ...current, ...change }));
  if (order.source === 'channel') {
    return (
      <Page title={words.title(order.name)}>
        <Alert variant="light">{words.platform}</Alert>
      </Page>
    );
  }
  return (
    <Page title={words.title(order.name)} subtitle={words.hint}>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="lg">
            <EditLines order={order} values={values} quote={isChanged ? quote.data : undefined} onChange={set} />
            <VariantSearch
              label={words.add}
              shopId={order.shop_id}
              currency={order.currency}
              onPick={(found) => {
                const one = addedOf(found);
                if (!values.added.some(({ key }) => key === one.key)) set({ added: [...values.added, one] });
              }}
            />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Section title={drafts.summary}>
            <Stack>
              <MoneyInput label={words.shipping} currency={order.currency} value={values.shipping} onChange={(shipping) => set({ shipping })} />
              <DiscountList currency={order.currency} values={values.discounts} onChange={(discounts) => set({ discounts })} />
              <EditSums order={order} quote={quote.data} isLoading={quote.isFetching} error={quote.error} />
              <ProblemList error={save.error} />
              <Group justify="flex-end" gap="xs">
                {save.error?.status === 412 && (
                  <Button variant="default" onClick={onReload}>
                    {t.common.reload}
                  </Button>
                )}
                <Button variant="default" onClick={leave}>
                  {t.common.cancel}
                </Button>
                <Button
                  disabled={!isChanged || quote.isError || Number.isNaN(values.shipping)}
                  loading={save.isPending}
                  onClick={() =>
                    save.mutate({ params: { path: { order_id: order.id }, header: { 'If-Match': `"${order.version}"` } }, body: edit })
                  }
                >
                  {words.save}
                </Button>
              </Group>
            </Stack>
          </Section>
        </Grid.Col>
      </Grid>
    </Page>
  );
}
