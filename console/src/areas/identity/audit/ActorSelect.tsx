import { Select } from '@mantine/core';
import { useApiList } from '@/api/query';
import { useSignedIn } from '@/api/session';
import { useT } from '@/i18n';

interface Props {
  value: string | undefined;
  onChange: (actor: string | undefined) => void;
}

/** The people and keys of the organization, to ask what one of them did. */
export function ActorSelect({ value, onChange }: Props) {
  const t = useT();
  const { can } = useSignedIn();
  const members = useApiList('/api/v1/members', undefined, { enabled: can('members.read') });
  const keys = useApiList('/api/v1/api-keys', undefined, { enabled: can('api_keys.read') });
  const people = members.rows.map(({ user }) => ({ value: user.id, label: user.name }));
  const programs = keys.rows.map(({ id, name }) => ({ value: id, label: name }));
  const known = [...people, ...programs].some((option) => option.value === value);
  return (
    <Select
      aria-label={t.audit.actorFilter}
      placeholder={t.audit.actorFilter}
      searchable
      clearable
      nothingFoundMessage={t.common.noMatch}
      value={value ?? null}
      onChange={(actor) => onChange(actor ?? undefined)}
      data={[
        { group: t.common.actors.user, items: people },
        { group: t.common.actors.api_key, items: programs },
        ...(value !== undefined && !known ? [{ group: '…', items: [{ value, label: value }] }] : []),
      ]}
      w={{ base: '100%', xs: 210 }}
    />
  );
}
