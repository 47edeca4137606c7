import type { Selling } from '../../catalogue';
import { pluralFor } from '../../plural';

const plural = pluralFor('es');

const variants: Selling['variants'] = {
  title: 'Variantes',
  variant: 'Variante',
  productAndVariant: 'Producto y variante',
  only: 'La única',
  single: 'Este producto no tiene opciones.',
  sku: 'Referencia (SKU)',
  skuPrefix: 'Las referencias empiezan por',
  barcode: 'Código de barras',
  price: (currency) => `Precio ${currency}`,
  compareAt: (currency) => `Antes ${currency}`,
  cost: 'Coste',
  weight: 'Peso (g)',
  taxClass: 'Clase de impuesto',
  taxClassNeeded: 'Escribe una clase de impuesto: standard, reduced o none.',
  backorder: 'Si se agota',
  backorders: { deny: 'Dejar de vender', allow: 'Seguir vendiendo' },
  state: 'Estado',
  states: { active: 'Activa', archived: 'Archivada' },
  noAmount: (currency) => `Escribe un importe en ${currency}, como 12,50, no menor que cero.`,
  noNumber: 'Escribe un número entero.',
  priceStays: 'Aquí no se puede quitar un precio; escribe otro.',
  tooLong: (length) => `Usa como mucho ${length} caracteres.`,
  oneOf: (all) => `Escribe una de estas: ${all}.`,
  saved: (count) => plural(count, { one: '# variante guardada.', other: '# variantes guardadas.' }),
  refused: (count) =>
    plural(count, { one: 'No se pudo guardar # variante; la celda dice por qué.', other: 'No se pudieron guardar # variantes; las celdas dicen por qué.' }),
  changed: (count) => plural(count, { one: '# celda modificada', other: '# celdas modificadas' }),
  faults: (count) => plural(count, { one: '# celda por corregir', other: '# celdas por corregir' }),
  discard: 'Descartar cambios',
  bulkTitle: 'Editar como tabla',
  bulkSubtitle: (count) => plural(count, { one: 'Las variantes de # producto.', other: 'Las variantes de # productos.' }),
  nothingChosen: 'Ningún producto elegido',
  nothingChosenHint: 'Marca primero productos en la lista.',
  add: 'Añadir variante',
  addTitle: 'Añade una variante',
  added: 'La variante ya está.',
  newValueHint: 'Elige uno o escribe uno nuevo.',
  optionsHint: 'Talla, color: lo que el cliente elige. Déjalo vacío si no hay nada que elegir.',
  addOption: 'Añadir una opción',
  optionName: 'Opción',
  optionNamePlaceholder: 'Talla',
  optionValues: 'Valores',
  optionValuesPlaceholder: 'S, M, L: Intro después de cada uno',
  willBe: (count) => plural(count, { one: 'Se creará # variante', other: 'Se crearán # variantes' }),
  tooMany: (max) => `Un producto tiene como mucho ${max} variantes.`,
};

export default variants;
