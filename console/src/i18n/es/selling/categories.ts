import type { Selling } from '../../catalogue';
import { pluralFor } from '../../plural';

const plural = pluralFor('es');

const categories: Selling['categories'] = {
  title: 'Categorías',
  subtitle: 'El árbol en el que los compradores buscan productos.',
  create: 'Nueva categoría',
  createTitle: 'Nueva categoría',
  createBelow: (name) => `Nueva categoría dentro de ${name}`,
  editTitle: (name) => `Cambiar el nombre de ${name}`,
  name: 'Nombre',
  namePlaceholder: 'Chaquetas de lluvia',
  rename: 'Cambiar el nombre',
  addBelow: 'Añadir una dentro',
  deleted: (name) => `${name} se ha quitado.`,
  products: (count) => plural(count, { one: '# producto', other: '# productos' }),
  steps: { up: 'Subir', down: 'Bajar', in: 'Meter en la de arriba', out: 'Sacar' },
  drag: (name) => `Mover ${name}`,
  dragHint: 'Arrastra una categoría sobre otra para meterla dentro, o entre dos. El menú la mueve paso a paso.',
  dragHelp: 'Pulsa Espacio para levantar, flechas para mover, Espacio para soltar, Escape para dejarla.',
  lifted: (name) => `${name} está levantada.`,
  over: (name) => `Sobre ${name}.`,
  dropped: (name) => `${name} está soltada.`,
  left: (name) => `${name} se queda donde estaba.`,
  emptyTitle: 'Aún no hay categorías',
  emptyHint: 'Crea primero unas pocas amplias; pueden tener otras dentro.',
};

export default categories;
