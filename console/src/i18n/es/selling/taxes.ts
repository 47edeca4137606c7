import type { Selling } from '../../catalogue';

const taxes: Selling['taxes'] = {
  name: 'Tipos de impuesto',
  title: (shop) => `Tipos de impuesto de ${shop}`,
  subtitle: 'Lo que se cobra según adónde va el paquete. Pedidos, borradores y cambios usan estos tipos si no se escribe otro a mano.',
  back: 'Todas las tiendas',
  country: 'País',
  region: 'Región',
  regionHint: 'Todo el país',
  taxClass: 'Clase de impuesto',
  rate: 'Tipo',
  onShipping: 'También al envío',
  row: (place) => `Tipo ${place}`,
  add: 'Añadir un tipo',
  remove: (place) => `Quitar el tipo ${place}`,
  hint: 'El tipo de una región va antes que el de su país; escribe las regiones como en las direcciones. Cada línea tiene el tipo de la clase de su variante, y uno de cada lugar puede ser el del envío. Sin dirección de entrega decide el país de la tienda.',
  countryNeeded: 'Elige un país.',
  classNeeded: 'Di qué clase de impuesto.',
  rateNeeded: 'Escribe un tipo como 21 u 8,875.',
  emptyTitle: 'Aún no hay tipos de impuesto',
  emptyHint: 'Hasta que los haya, los pedidos a mano no llevan impuesto si no lo escribes.',
  byShop: (place) => `Según los tipos de la tienda para ${place}.`,
  missing: (place) => `La tienda no tiene tipos de impuesto para ${place}: no se cobra impuesto.`,
  missingSome: (place) => `La tienda no tiene tipo para una parte en ${place}: sobre ella no se cobra impuesto.`,
  missingLine: 'Sin tipo de impuesto',
  taxed: (rate) => `${rate} % de impuesto`,
  open: 'Poner los tipos',
};

export default taxes;
