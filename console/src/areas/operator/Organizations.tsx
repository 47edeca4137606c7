import { Badge } from '@mantine/core';
import { IconBuildings } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useApiList } from '@/api/query';
import type { OrganizationSummary } from '@/api/types';
import { useFormat, useLocale, useT, type Catalogue, type Formatter } from '@/i18n';
import { DataTable, columnsOf } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { FilterBar, SearchField } from '@/ui/FilterBar';
import { Page } from '@/ui/Page';
import { Person } from '@/ui/Person';
import { Time } from '@/ui/Time';
import { countryName } from '@/ui/region';

const route = getRouteApi('/shell/operator/organizations');
const helper = columnsOf<OrganizationSummary>();

function organizationColumns(t: Catalogue, format: Formatter, locale: string) {
  return helper.columns([
    helper.display({
      id: 'name',
      header: t.operator.organizations.name,
      meta: { card: 'title' },
      cell: ({ row: { original } }) => <Person name={original.name} detail={original.slug} />,
    }),
    helper.accessor('kind', {
      header: t.operator.organizations.kind,
      cell: ({ getValue }) => <Badge color="gray">{t.common.kinds[getValue()]}</Badge>,
    }),
    helper.display({
      id: 'country',
      header: t.operator.organizations.country,
      cell: ({ row: { original } }) => countryName(locale, original.country ?? null) ?? '–',
    }),
    helper.accessor('members', {
      header: t.operator.organizations.members,
      cell: ({ getValue }) => <span className="tabular">{format.number(getValue())}</span>,
    }),
    helper.accessor('created_at', {
      header: t.operator.organizations.created,
      // The operator's own organization is older than any clock: it comes with the schema.
      cell: ({ getValue, row: { original } }) =>
        original.kind === 'operator' ? '–' : <Time at={getValue()} mode="date" />,
    }),
  ]);
}

export function Organizations() {
  const t = useT();
  const format = useFormat();
  const locale = useLocale();
  const { q } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useApiList('/api/v1/operator/organizations', { q });
  const columns = useMemo(() => organizationColumns(t, format, locale), [t, format, locale]);
  const search = (value: string | undefined) => void navigate({ search: { q: value }, replace: true });
  return (
    <Page title={t.operator.organizations.title} subtitle={t.operator.organizations.subtitle}>
      <FilterBar active={q !== undefined} onClear={() => search(undefined)}>
        <SearchField label={t.operator.organizations.search} value={q} onChange={search} />
      </FilterBar>
      <DataTable
        label={t.operator.organizations.title}
        source={list}
        columns={columns}
        rowId={(organization) => organization.id}
        empty={
          <EmptyState
            icon={IconBuildings}
            title={q === undefined ? t.operator.organizations.emptyTitle : t.common.noMatch}
            hint={q === undefined ? t.operator.organizations.emptyHint : t.common.noMatchHint}
          />
        }
      />
    </Page>
  );
}
