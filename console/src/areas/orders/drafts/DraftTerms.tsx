import { Autocomplete, Select, SimpleGrid, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useSelling } from '@/i18n';
import { MoneyInput } from '@/ui/money/MoneyInput';
import { Section } from '@/ui/Section';
import { isPercent } from '../discount';
import { DiscountFields } from '../DiscountFields';
import { COURIERS, SERVICES } from '../page/parcel';
import type { DraftValues } from './draftModel';

interface Props {
  values: DraftValues;
  currency: string;
  onChange: (change: Partial<DraftValues>) => void;
}

/** How it is sent, what is taken off, which tax is on it, and what there is to remember. */
export function DraftTerms({ values, currency, onChange }: Props) {
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
          <TextInput
            label={words.taxRate}
            description={words.taxRateHint}
            inputMode="decimal"
            rightSection="%"
            value={values.taxRate}
            error={!isPercent(values.taxRate)}
            onChange={(event) => onChange({ taxRate: event.currentTarget.value })}
          />
        </SimpleGrid>
        <DiscountFields label={words.discount} currency={currency} value={values.discount} onChange={(discount) => onChange({ discount })} />
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
