import { pluralFor } from '../../plural';
import type { Selling } from '../../catalogue';

const plural = pluralFor('es');

const orders: Selling['orders'] = {
  title: 'Pedidos',
  subtitle: 'Todos los pedidos de todas las tiendas, se hicieran donde se hicieran.',
  one: 'Pedido',
  create: 'Crear pedido',
  export: 'Exportar CSV',
  search: 'Número, nombre o correo',
  customer: 'Cliente',
  shop: 'Tienda',
  payment: 'Pago',
  delivery: 'Envío',
  returns: 'Devoluciones',
  items: 'Artículos',
  total: 'Total',
  from: 'Hecho desde',
  to: 'Hecho hasta',
  source: 'De dónde viene',
  state: 'Estado',
  country: 'País de entrega',
  tag: 'Etiqueta',
  more: (set) => (set === 0 ? 'Más filtros' : plural(set, { one: 'Más filtros (#)', other: 'Más filtros (#)' })),
  emptyTitle: 'Aún no hay pedidos',
  emptyHint: 'Aparecen aquí en cuanto alguien compra. También puedes introducir uno a mano.',
  states: { open: 'Abierto', cancelled: 'Cancelado' },
  financial: {
    pending: 'Sin pagar',
    authorized: 'Autorizado',
    partly_paid: 'Pagado en parte',
    paid: 'Pagado',
    partly_refunded: 'Reembolsado en parte',
    refunded: 'Reembolsado',
    voided: 'Anulado',
  },
  fulfilment: {
    unfulfilled: 'Por enviar',
    partly_fulfilled: 'Enviado en parte',
    fulfilled: 'Enviado',
    cancelled: 'No se envía',
  },
  returned: {
    none: 'Sin devolución',
    requested: 'Devolución pedida',
    in_progress: 'De vuelta',
    partly_returned: 'Devuelto en parte',
    returned: 'Devuelto',
  },
  sources: {
    storefront: 'Escaparate',
    manual: 'Introducido a mano',
    api: 'API',
    channel: 'Plataforma',
    exchange: 'Cambio',
  },
};

export default orders;
