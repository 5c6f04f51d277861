Feature: Refusing foreign forms

  A browser that is signed in sends its proof along with whatever form it is given, also one of a
  foreign site. The shop takes forms from its own pages only.

  Background:
    Given the shop has 5 "Blue mug" at £12.50 in stock
    And Ada is signed in

  Rule: A form on a foreign site changes nothing

    @ui @security
    Scenario Outline: A foreign site lets Ada's browser <act>
      Given Ada has 2 "Blue mug" in her cart
      When a foreign site lets her browser <act>
      Then the form is not accepted
      And nothing of Ada's has changed

      Examples:
        | act                            |
        | change her name                |
        | change her password            |
        | ask for another e-mail address |
        | add an address                 |
        | put something in her cart      |
        | use a voucher                  |
        | empty her cart                 |
        | order and pay                  |
        | sign her out                   |
        | close her account              |

    @ui @security
    Scenario: A foreign site lets Ada's browser cancel her order
      Given Ada has ordered 2 "Blue mug" without paying
      When a foreign site lets her browser cancel the order
      Then the form is not accepted
      And nothing of Ada's has changed

  Rule: The proof in a form belongs to one browser

    @ui @security
    Scenario Outline: A form carries <proof>
      When a form that changes her name carries <proof>
      Then the form is not accepted
      And nothing of Ada's has changed

      Examples:
        | proof                      |
        | no proof                   |
        | a made-up proof            |
        | the proof of another browser |

    @api @security
    Scenario: Another site has got hold of the right proof
      When a browser sends a form with the right proof from another site
      Then it is turned away because it is not allowed to

  Rule: Following a link changes nothing

    @ui @security
    Scenario: A link leads to where forms are sent
      When Ada follows a link that leads to signing out
      Then nothing of Ada's has changed
