import { ActionIcon, Autocomplete, Group, Select, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { apiQuery } from '@/api/query';
import { useSignedIn } from '@/api/session';
import { useSelling, useT } from '@/i18n';
import { MoneyInput } from '@/ui/money/MoneyInput';
import { categoryOptions } from '../categories/tree';
import { FIELDS, relationsOf, withField, type Condition } from './rule';

interface Props {
  place: number;
  condition: Condition;
  readOnly: boolean;
  onChange: (condition: Condition) => void;
  onRemove: () => void;
}

/** One condition: what it looks at, how it compares, and with what. */
export function ConditionRow({ place, condition, readOnly, onChange, onRemove }: Props) {
  const t = useT();
  const { collections: words } = useSelling();
  return (
    <Group gap="xs" wrap="wrap" role="group" aria-label={words.condition(place)}>
      <Select
        w={150}
        disabled={readOnly}
        aria-label={words.field}
        allowDeselect={false}
        value={condition.field}
        onChange={(field) => field !== null && onChange(withField(condition, field))}
        data={FIELDS.map((value) => ({ value, label: words.fields[value] }))}
      />
      <Select
        w={150}
        disabled={readOnly}
        aria-label={words.relation}
        allowDeselect={false}
        value={condition.relation}
        onChange={(relation) => relation !== null && onChange({ ...condition, relation })}
        data={relationsOf(condition.field).map((value) => ({ value, label: words.relations[value] }))}
      />
      <div style={{ flex: '1 1 180px' }}>
        <Value condition={condition} readOnly={readOnly} onChange={(value) => onChange({ ...condition, value })} />
      </div>
      {!readOnly && (
        <ActionIcon variant="subtle" color="gray" size={36} aria-label={`${t.common.remove}: ${words.condition(place)}`} onClick={onRemove}>
          <IconX size={17} aria-hidden />
        </ActionIcon>
      )}
    </Group>
  );
}

/** The field for what is compared with, of the kind that the condition asks for. */
function Value({ condition, readOnly, onChange }: { condition: Condition; readOnly: boolean; onChange: (value: string) => void }) {
  const { collections: words } = useSelling();
  const { organization } = useSignedIn();
  const { field, value } = condition;
  const categories = useQuery({ ...apiQuery('/api/v1/categories'), enabled: field === 'category' });
  const tags = useQuery({ ...apiQuery('/api/v1/products/tags'), enabled: field === 'tag' });
  const vendors = useQuery({ ...apiQuery('/api/v1/products/vendors'), enabled: field === 'vendor' });
  const shared = { disabled: readOnly, 'aria-label': words.value };
  if (field === 'category') {
    return <Select {...shared} searchable value={value || null} onChange={(id) => onChange(id ?? '')} data={categoryOptions(categories.data?.data ?? [])} />;
  }
  if (field === 'price') {
    return (
      <MoneyInput
        {...shared}
        currency={organization.currency}
        value={value === '' ? null : Number(value)}
        onChange={(minor) => onChange(minor === null || Number.isNaN(minor) ? '' : String(minor))}
      />
    );
  }
  if (field === 'title') return <TextInput {...shared} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
  const known = field === 'tag' ? tags.data : vendors.data;
  return <Autocomplete {...shared} value={value} onChange={onChange} data={known?.data.map((one) => one.value) ?? []} />;
}
