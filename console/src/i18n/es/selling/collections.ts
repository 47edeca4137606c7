import type { Selling } from '../../catalogue';
import { pluralFor } from '../../plural';

const plural = pluralFor('es');

const collections: Selling['collections'] = {
  title: 'Colecciones',
  subtitle: 'Productos que van juntos: puestos a mano o por una regla.',
  one: 'Colección',
  create: 'Nueva colección',
  back: 'Todas las colecciones',
  name: 'Nombre',
  namePlaceholder: 'Rebajas de invierno',
  kind: 'Se llena',
  kinds: { manual: 'A mano', rule: 'Por una regla' },
  kindHints: {
    manual: 'Tú eliges los productos y su orden.',
    rule: 'Los productos entran y salen solos cuando cambian.',
  },
  products: 'Productos',
  emptyTitle: 'Aún no hay colecciones',
  emptyHint: 'Reúne productos que se muestran juntos, como las novedades o las rebajas.',
  delete: 'Borrar',
  deleteTitle: (name) => `¿Borrar ${name}?`,
  deleteBody: 'Sus productos se quedan; solo dejan de ir juntos.',
  deleted: 'La colección se ha borrado.',
  rule: 'Qué productos pertenecen',
  ruleHint: 'Los archivados, nunca.',
  ruleSaved: 'La regla está guardada. Los productos entran en unos momentos.',
  matches: { all: 'Todas las condiciones', any: 'Alguna condición' },
  addCondition: 'Añadir una condición',
  condition: (place) => `Condición ${place}`,
  field: 'Qué',
  fields: { title: 'Título', vendor: 'Marca', tag: 'Etiqueta', category: 'Categoría', price: 'Precio' },
  relation: 'Cómo',
  relations: { is: 'es', is_not: 'no es', contains: 'contiene', above: 'es más de', below: 'es menos de' },
  value: 'Valor',
  wouldBe: (count) => plural(count, { one: '# producto pertenece', other: '# productos pertenecen' }),
  byRule: 'Los que cumplen la regla, los más nuevos primero.',
  byHand: 'En el orden en que se muestran.',
  add: 'Añadir un producto',
  up: (title) => `Subir ${title}`,
  down: (title) => `Bajar ${title}`,
  nothing: 'Aún no pertenece nada',
  nothingByRule: 'Añade una condición que cumplan algunos productos.',
  nothingByHand: 'Busca un producto arriba.',
};

export default collections;
