import type { Catalogue } from '../catalogue';

const events: Catalogue['events'] = {
  names: {
    'organization.created': 'Se creó la organización',
    'member.joined': 'Se incorporó un miembro',
    'member.role_changed': 'Cambió el rol de un miembro',
    'member.removed': 'Se quitó a un miembro',
    'invitation.created': 'Se envió una invitación',
    'invitation.resent': 'Se volvió a enviar una invitación',
    'invitation.accepted': 'Se aceptó una invitación',
    'invitation.revoked': 'Se retiró una invitación',
    'api_key.created': 'Se creó una clave de API',
    'api_key.rerolled': 'Se renovó una clave de API',
    'api_key.revoked': 'Se revocó una clave de API',
    'job.dead': 'Una tarea se dio por perdida',
    'user.signed_in': 'Alguien inició sesión',
    'organization.changed': 'Cambiaron los ajustes de la organización',
    'api_key.changed': 'Se modificó una clave de API',
    'user.changed': 'Alguien cambió su perfil',
    'user.signed_out': 'Alguien cerró su sesión',
    'user.verification_requested': 'Alguien pidió otro correo de confirmación',
    'user.password_reset_requested': 'Alguien pidió restablecer su contraseña',
    'user.signed_up': 'Alguien se registró',
    'user.password_changed': 'Alguien cambió su contraseña',
    'user.password_reset': 'Alguien restableció su contraseña',
    'user.signed_out_everywhere': 'Alguien cerró todas sus sesiones',
    'job.replayed': 'Se volvió a ejecutar una tarea',
    'job.discarded': 'Se descartó una tarea',
    'jobs.replayed': 'Se volvieron a ejecutar tareas fallidas',
    'schedule.changed': 'Se activó o pausó una programación',
    'schedule.run': 'Se ejecutó una programación a mano',
    'session.ended': 'Se cerró una sesión',
  },
};

export default events;
