import type { TableSource } from './DataTable';

/** Rows that are all there already, for a table whose list needs no pages. */
export function wholeSource<Row>(rows: Row[]): TableSource<Row> {
  return { rows, isLoading: false, isLoadingMore: false, hasMore: false, error: null, loadMore: () => undefined, refetch: () => undefined };
}
