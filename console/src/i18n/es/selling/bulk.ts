import { pluralFor } from '../../plural';
import type { Selling } from '../../catalogue';

const plural = pluralFor('es');

const bulk: Selling['bulk'] = {
  chosen: (count) => plural(count, { one: '# pedido', other: '# pedidos' }),
  send: 'Marcar como enviados',
  tags: 'Cambiar etiquetas',
  slips: 'Albaranes',
  tooMany: (most) => plural(most, { one: 'Imprime # como mucho a la vez.', other: 'Imprime # como mucho a la vez.' }),
  more: 'Más',
  paid: 'Anotar el pago',
  invoices: 'Emitir facturas',
  tagTitle: (count) => plural(count, { one: 'Etiquetas de # pedido', other: 'Etiquetas de # pedidos' }),
  addTags: 'Añadir',
  removeTags: 'Quitar',
  tagsHint: 'Pulsa Intro después de cada una.',
  paidTitle: (count) => plural(count, { one: 'Anotar el pago de # pedido', other: 'Anotar el pago de # pedidos' }),
  paidHint: 'De cada pedido se anota como recibido todo lo que falta por pagar.',
  apply: (count) => plural(count, { one: 'Aplicar a # pedido', other: 'Aplicar a # pedidos' }),
  progress: (done, total) => plural(total, { one: `${done} de #`, other: `${done} de #` }),
  result: (done, total) => plural(total, { one: `Hecho con ${done} de # pedido.`, other: `Hecho con ${done} de # pedidos.` }),
  failed: (count) => plural(count, { one: '# pedido se negó', other: '# pedidos se negaron' }),
  stop: 'Parar',
};

export default bulk;
