import type { Selling } from '../../catalogue';

const locations: Selling['locations'] = {
  title: 'Ubicaciones',
  subtitle: 'Dónde están tus mercancías: almacenes, trastiendas, tiendas.',
  create: 'Nueva ubicación',
  createTitle: 'Nueva ubicación',
  editTitle: (name) => `Ajustes de ${name}`,
  name: 'Nombre',
  namePlaceholder: 'Almacén de Madrid',
  line1: 'Calle y número',
  postalCode: 'Código postal',
  city: 'Ciudad',
  country: 'País',
  priority: 'Orden de uso',
  priorityHint: 'Los pedidos toman mercancía primero del número más bajo.',
  state: 'Estado',
  states: { active: 'En uso', archived: 'Archivada' },
  emptyTitle: 'Aún no hay ubicaciones',
  emptyHint: 'Las mercancías están en algún sitio. Ponle nombre y cuenta lo que hay.',
};

export default locations;
