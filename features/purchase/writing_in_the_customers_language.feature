Feature: Writing in the customer's language

  The shop itself speaks English. What it writes to a customer is in the language that she reads,
  English or German, with sums and days as people write them in that language.

  Background:
    Given the shop has 9 "Oak table" at £411.50 in stock

  Rule: Mails about an order are in its customer's language

    @api @mail
    Scenario Outline: Somebody who reads <language> buys for more than a thousand pounds
      Given Ada reads <language>
      When a program buys 3 "Oak table" for Ada
      Then the order confirmation in Ada's mailbox is in <language>
      And the total in Ada's order confirmation is written <total>, in plain text and in markup
      And <language> is recorded as the language of the order

      Examples:
        | language | total      |
        | English  | £1,234.50  |
        | German   | 1.234,50 £ |

    @api @mail
    Scenario Outline: Somebody who reads <language> has things sent to the United Kingdom
      Given Ada reads <language>
      When a program buys 1 "Oak table" for Ada
      Then the order confirmation in Ada's mailbox says "<country>", in plain text and in markup

      Examples:
        | language | country                |
        | English  | United Kingdom         |
        | German   | Vereinigtes Königreich |

    @api @mail
    Scenario Outline: The parcel of somebody who reads <language> leaves the shop
      Given Grace is a member of the staff
      And Ada reads <language>
      When Ada's 1 "Oak table" leave as parcel "KL2026GB"
      Then the notice of dispatch in Ada's mailbox is in <language>
      And the notice of dispatch in Ada's mailbox names the day as in <language>

      Examples:
        | language |
        | English  |
        | German   |

    @api @mail
    Scenario: Somebody who reads German gives up what she has paid for
      Given Ada reads German
      And Ada has paid for 1 "Oak table"
      When a program cancels the order on behalf of Ada
      Then the notice of cancellation in Ada's mailbox is in German

    @api @mail
    Scenario: A part of the money goes back to somebody who reads German
      Given Grace is a member of the staff
      And Ada reads German
      And Ada has paid for 1 "Oak table"
      When a program refunds £11.50 of the order on behalf of Grace
      Then the notice of refund in Ada's mailbox is in German

    @api @mail
    Scenario: Two customers who read different languages buy at the same moment
      Given Ada reads English
      And Ben reads German
      When programs buy 3 "Oak table" for Ada and Ben at the same moment
      Then each of them has an order confirmation in their own language:
        | name | language | total      |
        | Ada  | English  | £1,234.50  |
        | Ben  | German   | 1.234,50 £ |

  Rule: The language is that of the browser, until somebody chooses another

    @ui @mail
    Scenario Outline: Ada opens an account in a browser that prefers <language>
      Given Ada's browser prefers <language>
      When Ada opens an account
      Then the welcome in Ada's mailbox is in <language>
      And <language> is recorded as the language of Ada's mails

      Examples:
        | language |
        | English  |
        | German   |

    @ui @mail
    Scenario: A guest is written to in the language of the browser
      Given Ada's browser prefers German
      When Ada buys 3 "Oak table" by card as a guest
      Then the order confirmation in Ada's mailbox is in German
      And German is recorded as the language of the order

    @ui @mail
    Scenario: Ada chooses another language than that of her browser
      Given Ada is signed in
      And Ada has chosen "Deutsch" as the language of her mails
      When Ada changes her password
      Then the notice of a new password in Ada's mailbox is in German
      And German is recorded as the language of Ada's mails

    @ui
    Scenario: A new name leaves the language as it is
      Given Ada is signed in
      And Ada has chosen "Deutsch" as the language of her mails
      When Ada changes her name to "Ada King"
      Then German is recorded as the language of Ada's mails
