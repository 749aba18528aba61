import type { ControlAnswer } from "end-user-messaging-simulator/client";
import { useEffect, useState } from "preact/hooks";
import { call } from "./control";
import { showTime } from "./wording";

type Dashboard = ControlAnswer<"GET /dashboards/{name}">;
type Widget = Dashboard["widgets"][number];
type Line = Extract<Widget, { type: "metric" }>["lines"][number];

const drawEveryMs = 5_000;
/** So much of the world's time stands side by side. */
const rangeMs = 3_600_000;

/** A declared dashboard: for each widget its lines over the last hour. */
export function DashboardView({ name }: { readonly name: string }) {
  const [drawn, setDrawn] = useState<{ dashboard: Dashboard; now: number } | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    const draw = async () => {
      const { now } = await call("GET /clock", {});
      const dashboard = await call("GET /dashboards/{name}", {
        name,
        from: now - rangeMs,
        to: now,
      });
      if (!gone) setDrawn({ dashboard, now });
    };
    // What could not be read is drawn the next time.
    const drawNow = () => void draw().catch(() => undefined);
    drawNow();
    const drawing = setInterval(drawNow, drawEveryMs);
    return () => {
      gone = true;
      clearInterval(drawing);
    };
  }, [name]);
  if (!drawn) return null;
  const { dashboard, now } = drawn;
  return (
    <ul class="widgets" aria-label={`Widgets of ${name}`}>
      {dashboard.widgets.map((widget, index) => (
        <li key={`${index}`}>
          <WidgetView widget={widget} now={now} />
        </li>
      ))}
    </ul>
  );
}

function WidgetView({ widget, now }: { readonly widget: Widget; readonly now: number }) {
  if (widget.type === "text") return <p>{widget.markdown}</p>;
  if (widget.type === "alarm")
    return (
      <>
        <h4>{widget.title || "Alarms"}</h4>
        <p>{widget.alarms.map(({ name, state }) => `${name}: ${state}`).join(", ") || "none"}</p>
      </>
    );
  return (
    <>
      <h4>{widget.title}</h4>
      {widget.lines.map((line) => (
        <LineView key={line.id} line={line} now={now} />
      ))}
    </>
  );
}

function LineView({ line, now }: { readonly line: Line; readonly now: number }) {
  const { label, points } = line;
  const last = points.at(-1);
  return (
    <p class="series">
      <span>{label}</span>
      <svg viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
        <polyline points={polyline(points, now)} />
      </svg>
      <span class="series-last">
        {last ? `${showValue(last.value)} at ${showTime(last.at)}` : "no data"}
      </span>
    </p>
  );
}

/** In a picture of 100 by 20, from the least to the greatest value. */
function polyline(points: Line["points"], now: number): string {
  const values = points.map(({ value }) => value);
  const [low, high] = [Math.min(0, ...values), Math.max(1, ...values)];
  const at = ({ at, value }: Line["points"][number]) => {
    const x = 100 - ((now - at) / rangeMs) * 100;
    const y = 19 - ((value - low) / (high - low)) * 18;
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  };
  // A single point would draw nothing.
  const first = points.length === 1 ? points : [];
  return [...first, ...points].map(at).join(" ");
}

const number = new Intl.NumberFormat("en-GB", { maximumSignificantDigits: 4 });

function showValue(value: number): string {
  return number.format(value);
}
