"""Which facts are money, and of what kind."""

HOUSEHOLD = frozenset(
    {
        "deposit",
        "monthly_rent",
        "home_value",
        "other_real_estate",
        "financial_assets",
        "debts",
        "medical_cost",
        "private_insurance_paid",
        "household_income",
        "recognized_income",
        "basic_pension_recognized_income",
        "health_insurance_premium",
        "total_assets",
        "vehicle_value",
        "gross_income_year",
    }
)
"""Money facts of the household."""

MEMBER = frozenset(
    {
        "earned_income",
        "business_income",
        "property_income",
        "transfer_income",
        "pension_income",
        "basic_pension_income",
        "excluded_transfer_income",
        "average_daily_wage",
        "previous_average_income",
        "ordinary_wage",
        "gross_pay_year",
        "tuition_semester",
    }
)
"""Money facts of a member."""

SUMMED = frozenset({"financial_assets", "debts", "other_real_estate"})
"""What is named in parts and added up: 예금 300, 적금 200."""
STOCKS = SUMMED | {
    "gross_income_year",
    "total_assets",
    "home_value",
    "vehicle_value",
    "medical_cost",
    "private_insurance_paid",
}
"""What is had or owed at a time, never by the month."""
OF_BEFORE = frozenset(
    {"previous_average_income", "average_daily_wage", "gross_pay_year", "gross_income_year"}
)
"""Facts of a time that is over."""
INCOMING = frozenset(
    {
        "earned_income",
        "business_income",
        "pension_income",
        "transfer_income",
        "financial_assets",
        "household_income",
    }
)
"""Money that is had or comes in: 월급에서 80만원 나가요 is none of it."""
MONTHLY = frozenset(
    {"earned_income", "business_income", "property_income", "transfer_income", "pension_income"}
)
"""What comes in by the month."""
