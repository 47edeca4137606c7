//! What happens to one order after another, each through the function that a handler or webhook would call.

use catalog::shop::{Shop, ShopKind};
use db::Tx;
use kernel::{ErrorKind, Result};

use super::people::{self, Person, Place};
use super::{DAY, History};
use crate::customer;
use crate::order::{self, Buyer, CancelReason, NewLine, NewOrder, NewPayment, NewShipping, Order, OrderId};
use crate::order::{OrderSource, PaymentStart, lines, place, store as orders};
use crate::payment::{self, PaymentId};
use crate::pricing::{Discount, DiscountValue};
use crate::refund::{self, NewRefund, RefundLine, RefundReason};
use crate::returns::{self, Counted, NewReturn, NewReturnLine, ReturnId, ReturnReason};
use crate::shipment::{self, NewShipment, ServiceType, ShipmentId};

/// Something that is to happen.
#[derive(Debug, Clone)]
pub(super) enum Act {
    Order,
    Capture(PaymentId),
    GiveUp(OrderId),
    Ship(OrderId),
    Deliver(ShipmentId),
    Lose(ShipmentId),
    AskBack(OrderId),
    Receive(ReturnId),
    Inspect(ReturnId),
}

const REASONS: [ReturnReason; 8] = [
    ReturnReason::TooSmall,
    ReturnReason::TooSmall,
    ReturnReason::TooLarge,
    ReturnReason::ChangedMind,
    ReturnReason::NotAsDescribed,
    ReturnReason::Defective,
    ReturnReason::Damaged,
    ReturnReason::Late,
];

impl History {
    pub(super) async fn act(&mut self, tx: &mut Tx, act: Act) -> Result<()> {
        match act {
            Act::Order => self.order(tx).await,
            Act::Capture(id) => {
                let paid = payment::capture(tx, id, None).await?;
                self.later(tx, 6, Act::Ship(paid.order_id));
                Ok(())
            }
            Act::GiveUp(id) => order::cancel(tx, id, CancelReason::Payment).await.map(|_| ()),
            Act::Ship(id) => self.ship(tx, id).await,
            Act::Deliver(id) => self.deliver(tx, id).await,
            Act::Lose(id) => {
                let lost = shipment::fail(tx, id).await?;
                give_everything_back(tx, lost.order_id, RefundReason::NotReceived).await
            }
            Act::AskBack(id) => self.ask_back(tx, id).await,
            Act::Receive(id) => {
                returns::receive(tx, id, None).await?;
                self.later(tx, 20, Act::Inspect(id));
                Ok(())
            }
            Act::Inspect(id) => self.inspect(tx, id).await,
        }
    }

    async fn order(&mut self, tx: &mut Tx) -> Result<()> {
        let Some(new) = self.basket(tx).await? else { return Ok(()) };
        let total = match place::preview(tx, new.clone()).await {
            Ok(preview) => preview.totals.total.amount_minor,
            // What is no longer for sale is left on the shelf, in stories too.
            Err(error) if error.kind() == ErrorKind::Invalid => return Ok(()),
            Err(error) => return Err(error),
        };
        let is_transfer = self.dice.percent(10);
        let new = NewOrder { payment: Some(self.payment(total, is_transfer)), ..new };
        let placed = match place::place(tx, new).await {
            Ok(placed) => placed,
            // Sold out: the customer leaves.
            Err(error) if error.code() == "out_of_stock" => return Ok(()),
            Err(error) => return Err(error),
        };
        let regulars = self.regulars.entry(placed.shop_id).or_default();
        regulars.extend(placed.customer_id.filter(|id| !regulars.contains(id)));
        self.follow_up(tx, &placed, is_transfer).await
    }

    fn payment(&self, amount_minor: i64, is_transfer: bool) -> NewPayment {
        let (provider, method) = match (is_transfer, self.dice.percent(70)) {
            (true, _) => ("manual", "bank_transfer"),
            (false, true) => ("stripe", "card"),
            (false, false) => ("paypal", "paypal"),
        };
        let start = if is_transfer { PaymentStart::Pending } else { PaymentStart::Captured };
        NewPayment {
            provider: provider.to_owned(),
            method: method.to_owned(),
            reference: None,
            start,
            amount_minor,
            expires_at: None,
        }
    }

    async fn follow_up(&mut self, tx: &mut Tx, placed: &Order, is_transfer: bool) -> Result<()> {
        if !is_transfer {
            self.later(tx, 10, Act::Ship(placed.id));
            return Ok(());
        }
        let waiting = payment::store::of_order(tx, placed.id).await?;
        match waiting.first() {
            Some(payment) if self.dice.percent(88) => self.later(tx, 30, Act::Capture(payment.id)),
            _ => self.later(tx, 8 * 24, Act::GiveUp(placed.id)),
        }
        Ok(())
    }

    async fn basket(&mut self, tx: &mut Tx) -> Result<Option<NewOrder>> {
        let Some(shop) = self.dice.favour(&self.shops).cloned() else { return Ok(None) };
        let (buyer, address, place) = self.somebody(tx, &shop).await?;
        let mut lines: Vec<NewLine> = Vec::new();
        for _ in 0..=self.dice.below(3) {
            let Some(variant) = self.dice.favour(&self.variants).copied() else { continue };
            if lines.iter().all(|line| line.variant_id != Some(variant)) {
                let quantity = if self.dice.percent(80) { 1 } else { 2 };
                lines.push(NewLine {
                    variant_id: Some(variant),
                    title: None,
                    quantity,
                    unit_price_minor: None,
                    tax_rate: Some(place.tax()?),
                    discounts: Vec::new(),
                    requires_shipping: None,
                });
            }
        }
        let mut discounts = Vec::new();
        if self.dice.percent(12) {
            let value = DiscountValue::Percent { percent: "10".parse()? };
            discounts.push(Discount { title: "WELCOME10".to_owned(), value });
        }
        let service_type = match self.dice.below(10) {
            0 | 1 => ServiceType::ParcelLocker,
            2 => ServiceType::ParcelShop,
            _ => ServiceType::HomeDelivery,
        };
        let source = match shop.kind {
            ShopKind::Hosted => OrderSource::Storefront,
            ShopKind::Connected => OrderSource::Channel,
        };
        Ok(Some(NewOrder {
            buyer,
            lines,
            discounts,
            shipping: NewShipping {
                title: "Standard".to_owned(),
                price_minor: if place.country == shop.country.code() { 490 } else { 990 },
                tax_rate: Some(place.tax()?),
                courier: self.dice.pick(place.couriers).map(|courier| (*courier).to_owned()),
                service_type: Some(service_type),
                promised_at: Some(tx.now().plus(3 * DAY)),
                ..NewShipping::default()
            },
            shipping_address: Some(address),
            ..NewOrder::new(shop.id, source)
        }))
    }

    /// Somebody who has bought before, more and more often, or somebody new.
    async fn somebody(
        &mut self,
        tx: &mut Tx,
        shop: &Shop,
    ) -> Result<(Buyer, crate::Address, &'static Place)> {
        let regulars = self.regulars.get(&shop.id).map_or(&[][..], Vec::as_slice);
        let known = if self.dice.percent(34) { self.dice.pick(regulars).copied() } else { None };
        if let Some(id) = known
            && let Some(address) = customer::address::list(tx, id).await?.pop()
        {
            let place = people::place_of(Some(address.address.0.country));
            return Ok((Buyer { customer_id: Some(id), ..Buyer::default() }, address.address.0, place));
        }
        let Person { name, email, place, address } = people::person(&self.dice, self.entries, shop.country)?;
        let new = customer::NewCustomer {
            name: name.clone(),
            email: Some(email.parse()?),
            ..customer::NewCustomer::default()
        };
        let made = customer::find_or_create(tx, new).await?;
        let kept = customer::address::CustomerAddress {
            id: tx.new_id(),
            customer_id: made.id,
            address: kernel::Json(address.clone()),
            is_default_shipping: true,
            is_default_billing: true,
        };
        customer::address::insert(tx, kept).await?;
        if self.dice.percent(40) {
            let (state, at) = (customer::Marketing::Granted, tx.now());
            let consent = customer::consent::Consent { state, source: "checkout".to_owned(), at };
            customer::consent::give(tx, made.id, consent).await?;
        }
        Ok((Buyer { customer_id: Some(made.id), ..Buyer::default() }, address, place))
    }

    async fn ship(&mut self, tx: &mut Tx, id: OrderId) -> Result<()> {
        let number = format!("{:012}", self.dice.below(1_000_000_000_000));
        let new = NewShipment { tracking_number: Some(number), ..NewShipment::default() };
        let parcel = match shipment::ship(tx, id, new).await {
            Ok(parcel) => parcel,
            // Sold without being there: it leaves when the shelf is full again.
            Err(error) if error.kind() == ErrorKind::Conflict => {
                self.later(tx, 48, Act::Ship(id));
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        // Each courier has its habits.
        let hours = match parcel.courier.as_str() {
            "dhl" | "postnl" => 22,
            "pigeon" => 16,
            "hermes" | "correos" => 44,
            _ => 32,
        };
        let loss = if parcel.courier == "pigeon" { 4 } else { 1 };
        if self.dice.percent(loss) {
            self.later(tx, 9 * 24, Act::Lose(parcel.id));
        } else {
            self.later(tx, hours, Act::Deliver(parcel.id));
        }
        Ok(())
    }

    async fn deliver(&mut self, tx: &mut Tx, id: ShipmentId) -> Result<()> {
        let parcel = shipment::deliver(tx, id, None).await?;
        if self.dice.percent(9) {
            self.later(tx, 60, Act::AskBack(parcel.order_id));
        } else if self.dice.percent(2) {
            let amount = 300 + i64::try_from(self.dice.below(5)).unwrap_or(0) * 100;
            let order = orders::get(tx, parcel.order_id).await?;
            if order.captured_minor - order.refunded_minor > amount {
                refund::refund(tx, parcel.order_id, NewRefund::amount(amount, RefundReason::Goodwill))
                    .await?;
            }
        }
        Ok(())
    }

    async fn ask_back(&mut self, tx: &mut Tx, id: OrderId) -> Result<()> {
        let lines = lines::of_order(tx, id).await?;
        let with_customer = lines.iter().filter(|line| line.shipped_quantity > line.returned_quantity);
        let Some(line) = with_customer.max_by_key(|line| line.total_minor) else { return Ok(()) };
        let reason = self.dice.pick(&REASONS).copied().unwrap_or(ReturnReason::Other);
        let back = NewReturnLine { line_id: line.id, quantity: 1, reason, note: String::new() };
        let asked =
            returns::request(tx, id, NewReturn { lines: Some(vec![back]), ..NewReturn::default() }).await?;
        if self.dice.percent(94) {
            returns::approve(tx, asked.id, None).await?;
            self.later(tx, 70, Act::Receive(asked.id));
        } else {
            returns::reject(tx, asked.id, "Worn: we are sorry.").await?;
        }
        Ok(())
    }

    async fn inspect(&mut self, tx: &mut Tx, id: ReturnId) -> Result<()> {
        let rows = returns::store::lines(tx, id).await?;
        let is_broken = self.dice.percent(18);
        let count = |row: &returns::ReturnLine| Counted {
            line_id: row.line_id,
            quantity: if is_broken { 0 } else { row.received_quantity },
        };
        let sellable = Some(rows.iter().map(count).collect());
        let done = returns::inspect(tx, id, sellable, None, "").await?;
        let line =
            |row: &returns::ReturnLine| RefundLine { line_id: row.line_id, quantity: row.received_quantity };
        let order = orders::get(tx, done.order_id).await?;
        if order.captured_minor == order.refunded_minor {
            return Ok(());
        }
        let back = NewRefund {
            return_id: Some(id),
            lines: rows.iter().map(line).collect(),
            amount_minor: None,
            ..NewRefund::amount(0, RefundReason::Return)
        };
        match refund::refund(tx, done.order_id, back).await {
            // Something was given back for goodwill before: the rest is all that is left.
            Err(error) if error.code() == "refund_too_large" => {
                give_everything_back(tx, done.order_id, RefundReason::Return).await
            }
            other => other.map(|_| ()),
        }
    }
}

async fn give_everything_back(tx: &mut Tx, id: OrderId, reason: RefundReason) -> Result<()> {
    let order = orders::get(tx, id).await?;
    let left = order.captured_minor - order.refunded_minor;
    if left > 0 {
        refund::refund(tx, id, NewRefund::amount(left, reason)).await?;
    }
    Ok(())
}
