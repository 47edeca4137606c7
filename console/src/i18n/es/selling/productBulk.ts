import type { Selling } from '../../catalogue';
import { pluralFor } from '../../plural';

const plural = pluralFor('es');

const productBulk: Selling['productBulk'] = {
  activate: 'Activar',
  archive: 'Archivar',
  tags: 'Cambiar etiquetas',
  addTags: 'Añadir',
  removeTags: 'Quitar',
  more: 'Más',
  show: (shop) => `Mostrar en ${shop}`,
  hide: (shop) => `Ocultar en ${shop}`,
  apply: (count) => plural(count, { one: 'Aplicar a # producto', other: 'Aplicar a # productos' }),
  progress: (done, total) => plural(total, { one: `${done} de # hecho`, other: `${done} de # hechos` }),
  result: (done, total) => plural(total, { one: `Hecho con ${done} de # producto.`, other: `Hecho con ${done} de # productos.` }),
  failed: (count) => plural(count, { one: '# producto se negó', other: '# productos se negaron' }),
  stop: 'Parar',
};

export default productBulk;
