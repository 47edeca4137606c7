import { Text } from '@mantine/core';
import type { ImportFailure, ImportState, PreviewedProduct, ProductImport } from '@/api/types';
import type { Selling } from '@/i18n';
import { columnsOf } from '@/ui/DataTable';
import { PriceRange } from '@/ui/money/PriceRange';
import { StatusBadge, type Tone } from '@/ui/StatusBadge';
import { Time } from '@/ui/Time';

const TONES: Record<ImportState, Tone> = {
  ready: 'warn',
  running: 'busy',
  done: 'good',
  canceled: 'bad',
  undoing: 'busy',
  undone: 'quiet',
};

/** A trial that has ended waits to be started, and looks like it. */
export function ImportBadge({ item, words }: { item: ProductImport; words: Selling['imports'] }) {
  const tried = item.dry_run && item.state === 'done';
  return <StatusBadge tone={tried ? 'warn' : TONES[item.state]}>{tried ? words.tried : words.states[item.state]}</StatusBadge>;
}

const imports = columnsOf<ProductImport>();

export function importColumns({ imports: words }: Selling) {
  const count = (key: 'created' | 'updated' | 'failed', header: string) =>
    imports.accessor(key, {
      header,
      meta: { align: 'right' },
      cell: ({ getValue }) => <span className="tabular">{getValue()}</span>,
    });
  return imports.columns([
    imports.display({
      id: 'file',
      header: words.file,
      meta: { card: 'title' },
      cell: ({ row: { original: item } }) => (
        <Text fw={550} style={{ overflowWrap: 'anywhere' }}>
          {item.file_name}
        </Text>
      ),
    }),
    imports.display({
      id: 'state',
      header: words.state,
      cell: ({ row }) => <ImportBadge item={row.original} words={words} />,
    }),
    count('created', words.created),
    count('updated', words.updated),
    count('failed', words.failed),
    imports.accessor('created_at', { header: words.at, cell: ({ getValue }) => <Time at={getValue()} /> }),
  ]);
}

const products = columnsOf<PreviewedProduct>();

export function previewColumns({ imports: words, products: productWords }: Selling, currency: string) {
  return products.columns([
    products.accessor('title', {
      header: words.product,
      meta: { card: 'title' },
      cell: ({ getValue }) => <Text fw={550}>{getValue()}</Text>,
    }),
    products.accessor('row', { header: words.row, meta: { align: 'right', width: 80 } }),
    products.accessor('state', { header: words.state, cell: ({ getValue }) => productWords.states[getValue()] }),
    products.accessor('variants', { header: words.variants, meta: { align: 'right' } }),
    products.display({
      id: 'price',
      header: words.price,
      meta: { align: 'right' },
      cell: ({ row: { original: product } }) => {
        const { price_from_minor: min_minor, price_to_minor: max_minor } = product;
        const span = min_minor === null || max_minor === null ? null : { min_minor, max_minor, currency };
        return <PriceRange span={span} fallback={productWords.noPrice} />;
      },
    }),
    products.accessor('images', { header: words.images, meta: { align: 'right' } }),
  ]);
}

const failures = columnsOf<ImportFailure>();

export function failureColumns({ imports: words }: Selling) {
  return failures.columns([
    failures.accessor('row_number', { header: words.row, meta: { width: 90 } }),
    failures.display({
      id: 'problem',
      header: words.problem,
      meta: { card: 'title' },
      cell: ({ row }) =>
        row.original.problems.map((problem) => (
          <Text key={`${problem.field} ${problem.code}`} style={{ overflowWrap: 'anywhere' }}>
            {problem.field !== '' && <b>{problem.field}: </b>}
            {problem.message}
          </Text>
        )),
    }),
  ]);
}
