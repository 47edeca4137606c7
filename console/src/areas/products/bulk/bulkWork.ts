import { client } from '@/api/client';
import type { ProductDetail, ProductState } from '@/api/types';
import type { BulkItem } from '@/ui/bulk/useBulk';

const path = ({ id }: BulkItem) => ({ product_id: id });

/** The product as it is at this moment, so that a change meets the version that it was made for. */
async function current(item: BulkItem): Promise<ProductDetail> {
  const { data } = await client.GET('/api/v1/products/{product_id}', { params: { path: path(item) } });
  if (data === undefined) throw new Error('the product came without a body');
  return data;
}

export async function setState(item: BulkItem, state: ProductState): Promise<void> {
  const product = await current(item);
  if (product.state === state) return;
  const header = { 'If-Match': `"${product.version}"` };
  await client.PATCH('/api/v1/products/{product_id}', { params: { path: path(item), header }, body: { state } });
}

/** Puts tags on and takes tags off; those that are there already, or not there, change nothing. */
export async function retag(item: BulkItem, add: readonly string[], remove: readonly string[]): Promise<void> {
  const product = await current(item);
  const tags = [...new Set([...product.tags, ...add])].filter((tag) => !remove.includes(tag));
  if (tags.join('\n') === product.tags.join('\n')) return;
  const header = { 'If-Match': `"${product.version}"` };
  await client.PATCH('/api/v1/products/{product_id}', { params: { path: path(item), header }, body: { tags } });
}

export async function list(item: BulkItem, shopId: string, state: 'published' | 'hidden'): Promise<void> {
  await client.PUT('/api/v1/products/{product_id}/shops/{shop_id}', { params: { path: { ...path(item), shop_id: shopId } }, body: { state } });
}
