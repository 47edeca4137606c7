import { Autocomplete, Select, SimpleGrid, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { Quote } from '@/api/types';
import { useSelling } from '@/i18n';
import { MoneyInput } from '@/ui/money/MoneyInput';
import { Section } from '@/ui/Section';
import { DiscountList } from '../DiscountList';
import { COURIERS, SERVICES } from '../page/parcel';
import type { DraftValues } from './draftModel';
import { TaxField } from './TaxField';

interface Props {
  values: DraftValues;
  quote: Quote | undefined;
  currency: string;
  onChange: (change: Partial<DraftValues>) => void;
}

/** How it is sent, what is taken off, and what there is to remember. */
export function DraftTerms({ values, quote, currency, onChange }: Props) {
  const { drafts: words, shipments } = useSelling();
  return (
    <Section title={words.shipping}>
      <Stack>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            label={words.shippingTitle}
            placeholder={words.shippingDefault}
            value={values.shippingTitle}
            onChange={(event) => onChange({ shippingTitle: event.currentTarget.value })}
          />
          <MoneyInput
            label={words.shippingPrice}
            currency={currency}
            value={values.shippingPrice}
            onChange={(shippingPrice) => onChange({ shippingPrice })}
          />
          <Autocomplete
            label={shipments.courier}
            placeholder={shipments.courierHint}
            data={COURIERS}
            value={values.courier}
            onChange={(courier) => onChange({ courier })}
          />
          <Select
            clearable
            label={shipments.service}
            value={values.service}
            onChange={(service) => onChange({ service })}
            data={SERVICES.map((value) => ({ value, label: shipments.services[value] }))}
          />
          <TaxField
            label={words.shippingTax}
            description={words.taxHint}
            applied={quote?.shipping_tax_rate}
            value={values.shippingTaxRate}
            onChange={(shippingTaxRate) => onChange({ shippingTaxRate })}
          />
        </SimpleGrid>
        <DiscountList currency={currency} values={values.discounts} onChange={(discounts) => onChange({ discounts })} />
        <Textarea
          label={words.note}
          autosize
          minRows={2}
          value={values.note}
          onChange={(event) => onChange({ note: event.currentTarget.value })}
        />
        <TagsInput label={words.tags} description={words.tagsHint} value={values.tags} onChange={(tags) => onChange({ tags })} />
      </Stack>
    </Section>
  );
}
