# Twelve of the shipped policies for OPA and conftest: what benchmarks/run.py compares with.
# Rego has no "unknown": what is not recorded does not satisfy a policy, and is denied.
package main

import rego.v1

grave := {"confidential", "restricted", "secret"}

personal := {
	"contractor_pii", "government_id", "biometrics", "payment_bank", "payment_card", "health",
	"background_checks", "customer_user_data",
}

talked_of := personal | {"screen_captures", "communications"}

sensitive contains vendor.id if {
	some vendor in input.vendors
	some held in vendor.data
	held.classification in grave
}

cell(policy, vendor, subject) := sprintf("%s: %s %v", [policy, vendor.id, subject])

deny contains cell("encryption-at-rest", vendor, number) if {
	some vendor in input.vendors
	some number, held in vendor.data
	at_rest_matters(held)
	not held.encryption.at_rest == "full"
}

at_rest_matters(held) if held.classification in grave

at_rest_matters(held) if held.category in personal

deny contains cell("encryption-in-transit", vendor, number) if {
	some vendor in input.vendors
	some number, held in vendor.data
	not held.classification == "public"
	not in_transit(vendor, held)
}

in_transit(vendor, held) if {
	held.encryption.in_transit == true
	vendor.security.min_tls in {"1.2", "1.3"}
}

deny contains cell("customer-held-keys", vendor, number) if {
	some vendor in input.vendors
	some number, held in vendor.data
	held.classification == "secret"
	not own_keys(held)
}

own_keys(held) if held.encryption.keys in {"customer_managed", "customer_held"}

deny contains cell("pii-minimised", vendor, number) if {
	some vendor in input.vendors
	some number, held in vendor.data
	held.category in {"government_id", "biometrics", "background_checks"}
	not minimised(held)
}

minimised(held) if {
	held.retention_days <= 90
	count(held.subjects) > 0
}

deny contains cell("ai-data-provenance", vendor, number) if {
	some vendor in input.vendors
	some number, held in vendor.data
	held.category in {"training_dataset", "evaluation_set"}
	not proven(held)
}

proven(held) if {
	held.provenance.origin != ""
	held.provenance.rights in {"owned", "licensed", "consent", "public_domain"}
	held.provenance.annotation_process != ""
}

deny contains cell("mfa-required", vendor, "") if {
	some vendor in input.vendors
	not vendor.kind == "open_source_project"
	not second_factor(vendor)
}

second_factor(vendor) if vendor.security.mfa in {"privileged_and_remote", "all"}

deny contains cell("no-training-on-client-data", vendor, "") if {
	some vendor in input.vendors
	vendor.id in sensitive
	not kept_out(vendor)
}

kept_out(vendor) if {
	vendor.training_on_client_data.allowed in {"never", "opted_out", "with_consent"}
}

deny contains cell("dpa-in-place", vendor, "") if {
	some vendor in input.vendors
	about_people(vendor)
	not under_agreement(vendor)
}

about_people(vendor) if {
	some held in vendor.data
	held.category in talked_of
}

about_people(vendor) if {
	some held in vendor.data
	count(held.subjects) > 0
}

under_agreement(vendor) if {
	some contract in vendor.contracts
	contract.dpa == true
	every other in vendor.contracts {
		covered(other)
	}
}

covered(contract) if contract.dpa == true

covered(contract) if contract.type == "associated"

deny contains cell("right-to-audit", vendor, contract.ref) if {
	some vendor in input.vendors
	some contract in vendor.contracts
	not auditable(vendor, contract)
}

auditable(_, contract) if contract.right_to_audit in {"on_site", "pooled"}

auditable(vendor, contract) if {
	contract.right_to_audit in {"reports_only", "remote"}
	vendor.criticality != "critical"
}

deny contains cell("breach-notice-clause", vendor, contract.ref) if {
	some vendor in input.vendors
	some contract in vendor.contracts
	not told_in_time(contract)
}

told_in_time(contract) if {
	contract.breach_notification_trigger in {"vendor_detects", "affects_client_data"}
	contract.breach_notification_hours <= hours(contract)
}

hours(contract) := 48 if {
	some organisation in input.organisations
	organisation.id == contract.client
	every regime in organisation.reports_under {
		not regime in {"nis2", "dora", "dora-5-5"}
	}
} else := 24

deny contains cell("due-diligence-before-data", vendor, contract.ref) if {
	some vendor in input.vendors
	vendor.id in sensitive
	some contract in vendor.contracts
	not assessed_before(vendor, contract)
}

assessed_before(vendor, contract) if {
	some assessment in vendor.assessments
	assessment.date <= contract.start
	assessment.outcome in {"ok", "conditional"}
}

deny contains cell("subprocessors-listed-authorised", vendor, subprocessor.party) if {
	some vendor in input.vendors
	some subprocessor in vendor.subprocessors
	not listed(subprocessor)
}

listed(subprocessor) if {
	subprocessor.authorised in {"general", "specific"}
	subprocessor.contact != ""
	placed(subprocessor)
}

placed(subprocessor) if subprocessor.kind in {"software_component", "build_tool"}

placed(subprocessor) if subprocessor.country != ""
