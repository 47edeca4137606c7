import { ActionIcon, Autocomplete, Checkbox, Select, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useSelling, useT } from '@/i18n';
import type { Option } from '@/ui/region';
import classes from './TaxRates.module.css';
import { missingIn, type TaxField, type TaxRow } from './taxModel';

interface Props {
  place: number;
  row: TaxRow;
  countries: Option[];
  readOnly: boolean;
  /** Whether what is missing is said. */
  isTried: boolean;
  refused: (field: TaxField) => string | undefined;
  onChange: (change: Partial<TaxRow>) => void;
  onRemove: () => void;
}

const CLASSES = ['standard', 'reduced'];

/** One rate: where, of what, how much. */
export function TaxRateRow({ place, row, countries, readOnly, isTried, refused, onChange, onRemove }: Props) {
  const t = useT();
  const { taxes: words } = useSelling();
  const missing = isTried ? missingIn(row) : [];
  const error = (field: TaxField, needed: string) => (missing.includes(field) ? needed : refused(field));
  const shared = { classNames: { label: classes.label }, readOnly } as const;
  return (
    <li className={classes.row} aria-label={words.row(place)}>
      <Select
        {...shared}
        searchable
        allowDeselect={false}
        limit={300}
        label={words.country}
        nothingFoundMessage={t.common.noMatch}
        data={countries}
        value={row.country}
        error={error('country', words.countryNeeded)}
        onChange={(country) => onChange({ country })}
      />
      <TextInput
        {...shared}
        label={words.region}
        placeholder={words.regionHint}
        maxLength={100}
        value={row.region}
        error={refused('region')}
        onChange={(event) => onChange({ region: event.currentTarget.value })}
      />
      <Autocomplete
        {...shared}
        label={words.taxClass}
        maxLength={40}
        data={CLASSES}
        // All are offered, also while one of them stands there.
        filter={({ options }) => options}
        value={row.taxClass}
        error={error('tax_class', words.classNeeded)}
        onChange={(taxClass) => onChange({ taxClass })}
      />
      <TextInput
        {...shared}
        label={words.rate}
        inputMode="decimal"
        rightSection="%"
        rightSectionPointerEvents="none"
        value={row.rate}
        error={error('rate', words.rateNeeded)}
        onChange={(event) => onChange({ rate: event.currentTarget.value })}
      />
      <Checkbox
        className={classes.check}
        label={words.onShipping}
        disabled={readOnly}
        checked={row.onShipping}
        error={refused('on_shipping')}
        onChange={(event) => onChange({ onShipping: event.currentTarget.checked })}
      />
      {!readOnly && (
        <ActionIcon className={classes.remove} variant="subtle" color="gray" size={34} aria-label={words.remove(place)} onClick={onRemove}>
          <IconTrash size={17} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
}
