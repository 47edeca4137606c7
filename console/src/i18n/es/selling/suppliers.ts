import type { Selling } from '../../catalogue';
import { pluralFor } from '../../plural';

const plural = pluralFor('es');

const suppliers: Selling['suppliers'] = {
  title: 'Proveedores',
  subtitle: 'De quién viene la mercancía y en qué condiciones.',
  one: 'Proveedor',
  search: 'Nombre',
  create: 'Nuevo proveedor',
  createTitle: 'Nuevo proveedor',
  editTitle: (name) => `Datos de ${name}`,
  created: (name) => `${name} ya está.`,
  back: 'Todos los proveedores',
  facts: 'Datos',
  name: 'Nombre',
  namePlaceholder: 'Talleres Fjell, S. L.',
  email: 'Correo electrónico',
  phone: 'Teléfono',
  currency: 'Moneda',
  currencyHint: 'En la que factura. No se puede cambiar después.',
  leadTime: 'Días hasta la entrega',
  leadTimeHint: 'Desde el pedido hasta que la mercancía está aquí, normalmente.',
  days: (count) => (count === null ? '–' : plural(count, { one: '# día', other: '# días' })),
  note: 'Nota',
  state: 'Estado',
  states: { active: 'En uso', archived: 'Archivado' },
  emptyTitle: 'Aún no hay proveedores',
  emptyHint: 'Añade a quién compras; así se pide mercancía y lo que está de camino cuenta como pendiente de llegar.',
  offers: 'Lo que ofrece',
  offersHint: 'Costes, paquetes y mínimos se rellenan en los pedidos de compra.',
  addOffer: 'Añadir mercancía que ofrece',
  noOffers: 'Nada todavía',
  noOffersHint: 'Busca arriba una variante e indica lo que cuesta aquí.',
  offerSaved: 'Las condiciones se han guardado.',
  withdrawn: 'Ya no se ofrece.',
  goods: 'Mercancía',
  unitCost: 'Coste por unidad',
  packSize: 'Por paquete',
  minimum: 'Como mínimo',
  supplierSku: 'Su referencia',
};

export default suppliers;
