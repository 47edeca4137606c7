import type { Selling } from '../../catalogue';

const views: Selling['views'] = {
  title: 'Vistas',
  all: 'Todos',
  toSend: 'Por enviar',
  unpaid: 'Sin pagar',
  returnsAsked: 'Devoluciones pedidas',
  forSale: 'Activos',
  drafts: 'Borradores',
  archived: 'Archivados',
  save: 'Guardar esta vista',
  saveTitle: 'Guarda esta vista',
  name: 'Nombre',
  namePlaceholder: 'Para las rebajas de verano',
  shared: 'Para toda la organización',
  sharedHint: 'Si no, solo la ves tú.',
  rename: 'Cambiar el nombre',
  renameTitle: (name) => `Cambiar el nombre de ${name}`,
  remove: 'Eliminar la vista',
  removeTitle: (name) => `¿Eliminar la vista ${name}?`,
  removeBody: 'Lo que aparece en la lista se queda; solo se va el nombre de estos filtros.',
  removeShared: 'La pierde toda la organización. Lo que aparece en la lista se queda.',
  deleted: (name) => `La vista ${name} ya no está.`,
};

export default views;
