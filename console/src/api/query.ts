import { MutationCache, QueryCache, QueryClient, infiniteQueryOptions, queryOptions, useInfiniteQuery } from '@tanstack/react-query';
import type { FetchResponse, MaybeOptionalInit } from 'openapi-fetch';
import type { MediaType, PathsWithMethod, RequiredKeysOf } from 'openapi-typescript-helpers';
import { useMemo } from 'react';
import { client } from './client';
import { ApiError } from './problem';
import type { paths } from './schema';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: ApiError;
  }
}

export type GetPath = PathsWithMethod<paths, 'get'>;
type GetInit<P extends GetPath> = MaybeOptionalInit<paths[P], 'get'>;
type GetArguments<P extends GetPath> =
  RequiredKeysOf<GetInit<P>> extends never ? [init?: GetInit<P>] : [init: GetInit<P>];
type GetData<P extends GetPath> = NonNullable<
  FetchResponse<paths[P]['get'], GetInit<P>, MediaType>['data']
>;

async function get<P extends GetPath>(path: P, init: object, signal: AbortSignal): Promise<GetData<P>> {
  // openapi-fetch cannot express "any path, its own init"; the public
  // signatures of this module are what keeps callers honest.
  const call = client.GET as unknown as (path: P, init: object) => Promise<{ data: GetData<P> }>;
  const { data } = await call(path, { ...init, signal });
  return data;
}

/** Query options of a GET; the key starts with the path, so a path invalidates all its variants. */
export function apiQuery<P extends GetPath>(path: P, ...[init]: GetArguments<P>) {
  return queryOptions({
    queryKey: [path, init ?? {}] as const,
    queryFn: ({ signal }) => get(path, init ?? {}, signal),
  });
}

type ListPath = {
  [P in GetPath]: GetData<P> extends { data: readonly unknown[]; next?: string | null } ? P : never;
}[GetPath];
type ListRow<P extends ListPath> = GetData<P> extends { data: readonly (infer Row)[] } ? Row : never;
type ListFilter<P extends ListPath> = paths[P]['get'] extends { parameters: { query?: infer Query } }
  ? Omit<NonNullable<Query>, 'after' | 'limit'>
  : never;

/** What stands in the braces of a path: whose list it is. */
type PathParameters = Readonly<Record<string, string>>;

const PAGE_SIZE = 50;
const NOTHING: PathParameters = {};

function apiListQuery<P extends ListPath>(path: P, filter: object, inside: PathParameters) {
  return infiniteQueryOptions({
    queryKey: [path, 'list', filter, inside] as const,
    queryFn: ({ signal, pageParam }) => {
      const query = { ...withoutEmpty(filter), limit: PAGE_SIZE, after: pageParam };
      return get(path, { params: { query, path: inside } }, signal) as Promise<{ data: ListRow<P>[]; next?: string | null }>;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** An unset filter is left out of the address instead of being sent as an empty string. */
function withoutEmpty(filter: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== '' && value != null));
}

/** A cursor-paged list, flattened; `loadMore` appends the next page. */
export function useApiList<P extends ListPath>(
  path: P,
  filter?: ListFilter<P>,
  { inside = NOTHING, ...options }: { refetchInterval?: number; enabled?: boolean; inside?: PathParameters } = {},
) {
  const query = useInfiniteQuery({ ...apiListQuery(path, filter ?? {}, inside), ...options });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.data) ?? [], [query.data]);
  return {
    rows,
    isLoading: query.isPending,
    isLoadingMore: query.isFetchingNextPage,
    hasMore: query.hasNextPage,
    error: query.error,
    loadMore: () => void query.fetchNextPage(),
    refetch: () => void query.refetch(),
  };
}

export type ApiList<P extends ListPath> = ReturnType<typeof useApiList<P>>;

/** Builds the one query client; `onUnauthenticated` runs when a session has ended. */
export function createQueryClient(onUnauthenticated: () => void): QueryClient {
  const onError = (error: ApiError) => {
    if (error instanceof ApiError && error.status === 401) onUnauthenticated();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        networkMode: 'always',
        retry: (failures, error) => error instanceof ApiError && error.isTransient && failures < 2,
      },
      mutations: { networkMode: 'always' },
    },
  });
}
