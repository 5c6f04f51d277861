Feature: Opening the shop

  Whoever runs the shop sets it up, and people mistype. A shop that went on all the same would sell
  to nobody, mail to nowhere or keep passwords badly, so it does not open, and says why.

  Rule: A shop that is set up wrongly does not open

    @api
    Scenario Outline: A second shop is set up with <mistake>
      When somebody opens a second shop with <mistake>
      Then it does not open, and says: <reason>

      Examples:
        | mistake                        | reason                                              |
        | a setting that nobody knows    | "did you mean SHOP_PASSWORD_COST?"                  |
        | a database that is no address  | "must be an SQLAlchemy URL"                         |
        | a database of another kind     | "mysql is not supported; use sqlite or postgresql"  |
        | a database that nobody shares  | "a database in memory cannot be shared"             |
        | a database that is not there   | "the database file is not there"                    |
        | a database server that is away | "the database cannot be used"                       |
        | no way to the customers        | "the address of identity is unknown"                |
        | a mail server without its kind | "must begin with smtp:// or smtps://"               |
        | no calls for anybody           | "must allow at least one call"                      |
        | two addresses of the staff     | "must be one e-mail address"                        |

  Rule: A shop that sells to customers is not set up as a trial

    @api @security
    Scenario Outline: A second shop for customers has <mistake>
      When somebody opens a second shop for customers with <mistake>
      Then it does not open, and says: <reason>

      Examples:
        | mistake                    | reason                                      |
        | passwords that are cheap   | "SHOP_PASSWORD_COST=low is a test switch"   |
        | too little time to pay     | "SHOP_PAYMENT_WITHIN must be 300 seconds"   |
        | a secret that all can read | "a secret that everybody can read"          |
        | secrets that were left out | "production needs SHOP_"                    |
