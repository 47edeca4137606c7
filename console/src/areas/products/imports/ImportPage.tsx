import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { apiQuery } from '@/api/query';
import type { ImportState } from '@/api/types';
import { useLocale, useSelling } from '@/i18n';
import { ErrorState } from '@/ui/ErrorState';
import { TextLink } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { Failures, Preview } from './ImportContent';
import { ImportProgress } from './ImportProgress';
import { ImportStart } from './ImportStart';

const route = getRouteApi('/shell/selling/products/imports/$import');
const BUSY: readonly ImportState[] = ['running', 'undoing'];

/** One import, from the look at its file to the undoing. */
export function ImportPage() {
  const { imports: words } = useSelling();
  const locale = useLocale();
  const { import: id } = route.useParams();
  const path = { import_id: id };
  const { data: item, error, refetch } = useQuery({
    ...apiQuery('/api/v1/product-imports/{import_id}', { params: { path } }),
    refetchInterval: (query) => (query.state.data && BUSY.includes(query.state.data.state) ? 1_000 : false),
  });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (item === undefined) return <Skeleton height={420} radius="lg" />;
  const format = new Intl.NumberFormat(locale);
  const number = (value: number) => format.format(value);
  const about = words.about(words.dialects[item.dialect], number(item.rows), number(item.products));
  const waits = item.state === 'ready' || (item.dry_run && (item.state === 'done' || item.state === 'canceled'));
  return (
    <Page title={item.file_name} subtitle={`${about} · ${item.format}`}>
      <Stack gap="lg">
        <TextLink to="/products/imports">{words.back}</TextLink>
        {item.state !== 'ready' && <ImportProgress item={item} />}
        {waits && <ImportStart item={item} />}
        {item.failed > 0 && <Failures item={item} />}
        <Preview item={item} />
      </Stack>
    </Page>
  );
}
