"""What systems are called in requests, and their kinds. Pure data."""

from typing import Final

SYSTEMS: Final[tuple[tuple[str, str], ...]] = (
    (
        r"nokia[ _-]*sr[ _-]?linux|sr[ _-]?linux(?:es)?|nokia[ _-]*srl|srls?|nokia(?![ _-]*(?:sros|sr[ -]?os|srsim))",
        "nokia_srlinux",
    ),
    (r"(?:nokia[ _-]*)?(?:srsim|sr[ -]sim)", "nokia_srsim"),
    (r"(?:nokia[ _-]*)?sr[ -]?os|vsim", "nokia_sros"),
    (
        r"(?:plain |bare |simple |normal )?linux[ -]routers?|(?:plain |bare |simple |normal )?(?:linux|alpine|ubuntu) "
        r"(?:box|machine|node|host|container|server|vm)(?:e?s)? (?:(?:acting|working|serving|used|configured) )?as "
        r"(?:an? |the )?routers?|(?:plain |bare |simple )?linux (?:box|machine|node|host)(?:e?s)? (?:that|which) "
        r"(?:just |simply |only )?(?:routes?|forwards?)(?: (?:ip|packets|traffic))*",
        "linux_router",
    ),
    (r"free[ -]?range[ -]?routing|frr(?:outing)?s?", "frr"),
    (r"arista[ _-]*veos|veos", "arista_veos"),
    (r"(?:arista[ _-]*)?c-?eos(?:[ -]?lab)?|arista(?:[ _-]*eos)?|eos", "arista_ceos"),
    (r"(?:cisco[ _-]*)?(?:ios[ -]?)?xrd", "cisco_xrd"),
    (r"(?:cisco[ _-]*)?(?:ios[ -]?)?xrv-?9(?:k|000)v?", "cisco_xrv9k"),
    (r"(?:cisco[ _-]*)?(?:n9kv|nexus[ -]?9(?:k|000)v?|nx-?osv?)", "cisco_n9kv"),
    (r"(?:cisco[ _-]*)?csr[ -]?1000v", "cisco_csr1000v"),
    (r"(?:cisco[ _-]*)?(?:c|cat(?:alyst)?[ -]?)8000v", "cisco_c8000v"),
    (r"(?:cisco[ _-]*)?cat9kv", "cisco_cat9kv"),
    (r"(?:cisco[ _-]*)?iol", "cisco_iol"),
    (r"(?:juniper[ _-]*)?crpd", "juniper_crpd"),
    (r"(?:juniper[ _-]*)?vmx", "juniper_vmx"),
    (r"(?:juniper[ _-]*)?vqfx", "juniper_vqfx"),
    (r"(?:juniper[ _-]*)?vsrx", "juniper_vsrx"),
    (r"(?:juniper[ _-]*)?vjunos[ -]?router", "juniper_vjunosrouter"),
    (r"(?:juniper[ _-]*)?vjunos[ -]?switch", "juniper_vjunosswitch"),
    (r"(?:juniper[ _-]*)?vjunos[ -]?evolved", "juniper_vjunosevolved"),
    (r"(?:dell[ _-]*)?sonic[ -]vs|sonic", "sonic-vs"),
    (r"vyos", "vyosnetworks_vyos"),
    (r"(?:aruba[ _-]*)?(?:aos|arubaos)-?cx|aruba", "aruba_aoscx"),
    (r"mikrotik(?:[ _-]*(?:ros|routeros|chr))?|routeros", "mikrotik_ros"),
    (r"cumulus(?:[ _-]*(?:linux|vx))?|cvx", "cumulus_cvx"),
)
"""What a system is called, and its kind (`frr`: a linux node with FRR). A vendor of several is not among them."""
