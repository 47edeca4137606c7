//! Static SQL of schedules.

use db::Tx;
use kernel::{Cursor, Json, Result, TenantId, Timestamp};

use super::{NewSchedule, ScheduleId, ScheduleRow};
use crate::scoped::{is_row, scoped};

macro_rules! columns {
    () => {
        "tenant_id, id, name, job, payload, cron, time_zone, catch_up, enabled, next_run_at, last_run_at, created_at,
         updated_at"
    };
}

macro_rules! insert {
    () => {
        "INSERT INTO schedules (tenant_id, id, name, job, payload, cron, time_zone, catch_up, enabled, next_run_at,
                                created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, TRUE, $9, $10, $10)"
    };
}

pub(super) async fn insert(tx: &mut Tx, new: NewSchedule, next: Timestamp) -> Result<ScheduleId> {
    write(tx, insert!(), new, next).await
}

pub(super) async fn upsert(tx: &mut Tx, new: NewSchedule, next: Timestamp) -> Result<ScheduleId> {
    let sql = concat!(
        insert!(),
        " ON CONFLICT (tenant_id, name) DO UPDATE
          SET job = excluded.job, payload = excluded.payload, cron = excluded.cron, catch_up = excluded.catch_up,
              next_run_at = CASE WHEN schedules.cron = excluded.cron THEN schedules.next_run_at
                                 ELSE excluded.next_run_at END,
              updated_at = excluded.updated_at"
    );
    write(tx, sql, new, next).await
}

async fn write(tx: &mut Tx, sql: &'static str, new: NewSchedule, next: Timestamp) -> Result<ScheduleId> {
    let (id, now) = (tx.new_id(), tx.now());
    tx.query(sql)
        .bind(id)
        .bind(new.name)
        .bind(new.job.name.into_owned())
        .bind(Json(new.job.payload))
        .bind(new.cron)
        .bind(new.time_zone)
        .bind(new.catch_up)
        .bind(next)
        .bind(now)
        .execute()
        .await?;
    Ok(id)
}

pub(super) async fn find(tx: &mut Tx, id: ScheduleId) -> Result<Option<ScheduleRow>> {
    let sql = concat!("SELECT ", columns!(), " FROM schedules WHERE ", is_row!());
    scoped(tx, sql).bind(id).fetch_optional().await
}

pub(super) async fn list(tx: &mut Tx, after: Cursor, limit: i64) -> Result<Vec<ScheduleRow>> {
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM schedules WHERE ($1 IS NULL OR tenant_id = $1) AND (created_at, id) > ($2, $3)
          ORDER BY created_at, id LIMIT $4"
    );
    scoped(tx, sql).bind(Timestamp::from_micros(after.key)).bind(after.id).bind(limit).fetch_all().await
}

/// Those of the transaction's organization that go by its zone.
pub(super) async fn without_zone(tx: &mut Tx) -> Result<Vec<ScheduleRow>> {
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM schedules WHERE tenant_id = $1 AND time_zone IS NULL ORDER BY id"
    );
    tx.query(sql).fetch_all().await
}

pub(super) async fn organization_zone(tx: &mut Tx) -> Result<String> {
    let tenant = tx.tenant()?;
    zone_of(tx, tenant).await
}

pub(super) async fn zone_of(tx: &mut Tx, tenant: TenantId) -> Result<String> {
    tx.global_query("SELECT time_zone FROM organizations WHERE tenant_id = $1").bind(tenant).scalar().await
}

pub(super) async fn set_enabled(
    tx: &mut Tx,
    row: &ScheduleRow,
    enabled: bool,
    next: Timestamp,
) -> Result<()> {
    let now = tx.now();
    tx.global_query(
        "UPDATE schedules SET enabled = $3, next_run_at = $4, updated_at = $5 WHERE tenant_id = $1 AND id = $2",
    )
    .bind(row.tenant_id)
    .bind(row.id)
    .bind(enabled)
    .bind(next)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

pub(super) async fn set_next(tx: &mut Tx, row: &ScheduleRow, next: Timestamp) -> Result<()> {
    ran(tx, row, next, None).await
}

/// Moves a schedule on; `at` is when it enqueued something.
pub(super) async fn ran(
    tx: &mut Tx,
    row: &ScheduleRow,
    next: Timestamp,
    at: Option<Timestamp>,
) -> Result<()> {
    tx.global_query(
        "UPDATE schedules SET next_run_at = $3, last_run_at = COALESCE($4, last_run_at)
         WHERE tenant_id = $1 AND id = $2",
    )
    .bind(row.tenant_id)
    .bind(row.id)
    .bind(next)
    .bind(at)
    .execute()
    .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: ScheduleId) -> Result<bool> {
    Ok(scoped(tx, concat!("DELETE FROM schedules WHERE ", is_row!())).bind(id).execute().await? > 0)
}
