"""What an operator types, step by step, who begins the network of ports in the browser."""

TYPED: dict[str, dict[str, str]] = {
    "languages": {"languages": "en, ar, fa", "required_languages": "en", "languages_to_publish": "en"},
    "name": {
        "name.en": "Ports Forum",
        "name.ar": "منتدى الموانئ",
        "name.fa": "مجمع بندرها",
        "lede.en": "Ports that plan together.",
        "timezone": "Asia/Baku",
        "email": "office@ports.example",
        "website": "https://ports.example",
    },
    "year": {
        "fiscal_month": "7",
        "reporting_months": "7, 1",
        "currencies": "AZN USD",
        "decimal_sign": "comma",
        "day_order": "dmy",
    },
    "plan": {
        "plan_title.en": "Goals 2021-2025",
        "plan_first_day": "2021-01-01",
        "plan_last_day": "2025-06-30",
        "levels": "G1 goal | هدف | هدف\nG1.1 output",
        "nodes": "G1 A lower sea | بحر أخفض | دریای پایین‌تر\nG1.1 A common gauge\nG2 Ports that talk\n"
        "G2.1 One calendar",
        "challenges": "1 The falling sea\n1.1 Silt\n2 Salt",
    },
    "lists": {
        "kinds": "Sounding | سبر\nAssembly",
        "regions": "North shore | الشاطئ الشمالي | کرانه شمالی\nSouth shore",
        "partner_kinds": "Institute",
    },
    "colours": {"brand.brand": "#7a5c00"},
}
