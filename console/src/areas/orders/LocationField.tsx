import { Select } from '@mantine/core';
import { useApiList } from '@/api/query';
import { useSignedIn } from '@/api/session';

interface Props {
  label: string;
  /** What happens when none is named. */
  placeholder: string;
  value: string | null;
  onChange: (location: string | null) => void;
}

/** A place where stock is. Whoever may not see stock leaves it to the program, as does whoever has one place only. */
export function LocationField({ label, placeholder, value, onChange }: Props) {
  const { can } = useSignedIn();
  const { rows } = useApiList('/api/v1/locations', undefined, { enabled: can('stock.read') });
  const active = rows.filter(({ state }) => state === 'active');
  if (active.length < 2) return null;
  return (
    <Select
      clearable
      label={label}
      placeholder={placeholder}
      value={value}
      onChange={onChange}
      data={active.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}
