import { client } from '@/api/client';
import { randomToken } from '@/api/random';
import type { Order } from '@/api/types';

const once = () => ({ 'Idempotency-Key': randomToken() });
const inside = ({ id }: Order) => ({ path: { order_id: id } });

/** Puts tags on an order and takes others off; those that it has besides stay. */
export async function retag(order: Order, add: string[], remove: string[]): Promise<void> {
  const { data } = await client.GET('/api/v1/orders/{order_id}', { params: inside(order) });
  if (data === undefined) return;
  const tags = [...new Set([...data.tags.filter((tag) => !remove.includes(tag)), ...add])];
  await client.PATCH('/api/v1/orders/{order_id}', {
    params: { ...inside(order), header: { 'If-Match': `"${data.version}"` } },
    body: { tags },
  });
}

/** Everything of an order that is left to send leaves. */
export async function sendAll(order: Order): Promise<void> {
  await client.POST('/api/v1/orders/{order_id}/shipments', { params: { ...inside(order), header: once() }, body: {} });
}

/** All that is due of an order has come. */
export async function payAll(order: Order, method: string): Promise<void> {
  await client.POST('/api/v1/orders/{order_id}/payments', { params: { ...inside(order), header: once() }, body: { method } });
}

/** Issues the invoice of an order. */
export async function invoice(order: Order): Promise<void> {
  await client.POST('/api/v1/orders/{order_id}/invoices', { params: { ...inside(order), header: once() } });
}
