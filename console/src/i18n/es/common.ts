import type { Catalogue } from '../catalogue';
import { pluralFor } from '../plural';

const plural = pluralFor('es');

const common: Catalogue['common'] = {
  productName: 'Tradepost',
  save: 'Guardar cambios',
  saved: 'Guardado',
  cancel: 'Cancelar',
  close: 'Cerrar',
  copy: 'Copiar',
  copied: 'Copiado',
  back: 'Atrás',
  next: 'Siguiente',
  edit: 'Editar',
  remove: 'Quitar',
  loadMore: 'Cargar más',
  loading: 'Cargando…',
  retry: 'Reintentar',
  reload: 'Cargar su versión',
  refresh: 'Actualizar',
  search: 'Buscar',
  clearFilters: 'Quitar filtros',
  actionsFor: (name) => `Acciones para ${name}`,
  actions: 'Acciones',
  never: 'Nunca',
  none: 'Ninguno',
  you: 'Tú',
  all: 'Todos',
  select: (name) => `Seleccionar ${name}`,
  selectAll: 'Seleccionar todo lo visible',
  rows: (count) => plural(count, { one: '# fila', other: '# filas' }),
  noMatch: 'Nada coincide con estos filtros',
  noMatchHint: 'Prueba con menos filtros u otra búsqueda.',
  tomorrowOrLater: 'Elige una fecha posterior a hoy.',
  required: 'Este campo es necesario.',
  invalidEmail: 'Escribe una dirección como nombre@ejemplo.com.',
  languages: { en: 'English', es: 'Español' },
  roles: { owner: 'Propietario', admin: 'Administrador', manager: 'Gestor', staff: 'Personal', viewer: 'Lector' },
  kinds: { merchant: 'Comercio', courier: 'Mensajería', agency: 'Agencia', operator: 'Operador' },
  actors: { user: 'Persona', api_key: 'Clave de API', system: 'Sistema', anonymous: 'Alguien' },
};

export default common;
