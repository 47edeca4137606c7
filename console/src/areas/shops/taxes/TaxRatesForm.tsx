import { Button, Card, Stack, Text } from '@mantine/core';
import { IconPlus, IconReceiptTax } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import type { Shop, TaxRates } from '@/api/types';
import { useLocale, useSelling, useT } from '@/i18n';
import { EmptyState } from '@/ui/EmptyState';
import { FormError } from '@/ui/FormError';
import { countryOptions } from '@/ui/region';
import { SaveRow } from '@/ui/SaveRow';
import { TaxRateRow } from './TaxRow';
import classes from './TaxRates.module.css';
import { missingIn, nextRow, ratesOf, refusedOf, rowsOf, type TaxRow } from './taxModel';

interface Props {
  shop: Shop;
  begun: TaxRates;
  readOnly: boolean;
  onReload: () => void;
}

/** The rates of one shop, replaced as a whole on the version that was seen. */
export function TaxRatesForm({ shop, begun, readOnly, onReload }: Props) {
  const t = useT();
  const { taxes: words } = useSelling();
  const locale = useLocale();
  const countries = useMemo(() => countryOptions(locale), [locale]);
  const [stored, setStored] = useState(begun);
  const [rows, setRows] = useState(() => rowsOf(begun.rates));
  const [isTried, setTried] = useState(false);
  const save = useApiMutation('put', '/api/v1/shops/{shop_id}/tax-rates', {
    errors: 'inline',
    invalidates: ['/api/v1/shops/{shop_id}/tax-rates'],
    success: t.common.saved,
    onSuccess: (saved) => {
      if (!saved) return;
      setStored(saved);
      setRows(rowsOf(saved.rates));
    },
  });
  const refused = refusedOf(save.error);
  const isDirty = JSON.stringify(ratesOf(rows)) !== JSON.stringify(ratesOf(rowsOf(stored.rates)));
  const change = (next: TaxRow[]) => {
    // What was refused of a row is not about the row that stands there now.
    save.reset();
    setRows(next);
  };
  const submit = () => {
    setTried(true);
    if (rows.some((row) => missingIn(row).length > 0)) return;
    const header = { 'If-Match': `"${stored.version}"` };
    save.mutate({ params: { path: { shop_id: shop.id }, header }, body: { rates: ratesOf(rows) } });
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Card>
        <Stack>
          <Text c="dimmed" size="sm">
            {words.hint}
          </Text>
          {rows.length === 0 && <EmptyState compact icon={IconReceiptTax} title={words.emptyTitle} hint={words.emptyHint} />}
          {rows.length > 0 && (
            <div>
              <div className={classes.head} aria-hidden>
                <span>{words.country}</span>
                <span>{words.region}</span>
                <span>{words.taxClass}</span>
                <span>{words.rate}</span>
              </div>
              <ul className={classes.rows}>
                {rows.map((row, index) => (
                  <TaxRateRow
                    key={row.key}
                    place={index + 1}
                    row={row}
                    countries={countries}
                    readOnly={readOnly}
                    isTried={isTried}
                    refused={(field) => refused.get(`${index}.${field}`)}
                    onChange={(changed) => change(rows.map((one) => (one.key === row.key ? { ...one, ...changed } : one)))}
                    onRemove={() => change(rows.filter(({ key }) => key !== row.key))}
                  />
                ))}
              </ul>
            </div>
          )}
          {!readOnly && (
            <>
              <Button
                variant="default"
                style={{ alignSelf: 'flex-start' }}
                leftSection={<IconPlus size={16} aria-hidden />}
                onClick={() => change([...rows, nextRow(rows, shop.country)])}
              >
                {words.add}
              </Button>
              <FormError error={save.error} />
              <SaveRow dirty={isDirty} loading={save.isPending} error={save.error} onReload={onReload} />
            </>
          )}
        </Stack>
      </Card>
    </form>
  );
}
