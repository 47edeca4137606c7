import { Select } from '@mantine/core';
import type { ChannelEntityKind, Connection, DeliveryState } from '@/api/types';
import { useSelling } from '@/i18n';
import { FilterBar, SearchField } from '@/ui/FilterBar';
import { ENTITY_KINDS } from '../entityKinds';
import { DELIVERY_STATES } from './states';

export interface InboxFilter {
  connection?: string | undefined;
  topic?: string | undefined;
  entity_kind?: ChannelEntityKind | undefined;
  entity_id?: string | undefined;
  state?: DeliveryState | undefined;
}

interface Props {
  filter: InboxFilter;
  active: boolean;
  connections: Connection[];
  onChange: (change: InboxFilter) => void;
}

/** Which deliveries are wanted: topic and id as they stand there, word for word. */
export function InboxFilters({ filter, active, connections, onChange }: Props) {
  const { inbox, outcomes } = useSelling();
  const clear = { connection: undefined, topic: undefined, entity_kind: undefined, entity_id: undefined, state: undefined };
  const width = { base: '100%', xs: 190 };
  return (
    <FilterBar active={active} onClear={() => onChange(clear)}>
      <Select
        clearable
        searchable
        w={{ base: '100%', xs: 200 }}
        aria-label={inbox.connection}
        placeholder={inbox.allConnections}
        data={connections.map(({ id, name }) => ({ value: id, label: name }))}
        value={filter.connection ?? null}
        onChange={(connection) => onChange({ connection: connection ?? undefined })}
      />
      <Select
        clearable
        w={{ base: '100%', xs: 190 }}
        aria-label={outcomes.state}
        placeholder={outcomes.anyState}
        data={DELIVERY_STATES.map((value) => ({ value, label: outcomes.filters[value] }))}
        value={filter.state ?? null}
        onChange={(state) => onChange({ state: state ?? undefined })}
      />
      <SearchField label={inbox.topic} value={filter.topic} onChange={(topic) => onChange({ topic })} w={width} />
      <Select
        clearable
        w={{ base: '100%', xs: 170 }}
        aria-label={inbox.kind}
        placeholder={inbox.allKinds}
        data={ENTITY_KINDS.map((value) => ({ value, label: inbox.kinds[value] }))}
        value={filter.entity_kind ?? null}
        onChange={(kind) => onChange({ entity_kind: kind ?? undefined })}
      />
      <SearchField label={inbox.id} value={filter.entity_id} onChange={(id) => onChange({ entity_id: id })} w={width} />
    </FilterBar>
  );
}
